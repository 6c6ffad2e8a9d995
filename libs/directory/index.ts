export { Directory } from './directory';
export { faultsOf } from './domain/check';
export * from './domain/document';
export { DirectoryView, type Holder } from './domain/view';
export { parseDirectory, readDirectoryFile } from './file/read-file';
export { directoryMigrations } from './storage/migrations';
