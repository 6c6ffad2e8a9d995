#!/bin/sh
# Run once by the postgres image on an empty data folder: the two roles and the two databases of Tributary.
set -eu
psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
  -v owner_password="$OWNER_PASSWORD" -v app_password="$APP_PASSWORD" <<'SQL'
CREATE ROLE tributary_owner LOGIN NOSUPERUSER PASSWORD :'owner_password';
CREATE ROLE tributary_app LOGIN NOSUPERUSER PASSWORD :'app_password';
ALTER ROLE tributary_app SET idle_in_transaction_session_timeout = '60s';
ALTER ROLE tributary_app SET transaction_timeout = '15min';
CREATE DATABASE tributary OWNER tributary_owner;
CREATE DATABASE tributary_keys OWNER tributary_owner;
REVOKE ALL ON DATABASE tributary, tributary_keys FROM PUBLIC;
GRANT CONNECT ON DATABASE tributary, tributary_keys TO tributary_app;
SQL
