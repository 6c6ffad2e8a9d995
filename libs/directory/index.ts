export { Directory } from './directory';
export { readDirectoryFolder } from './csv/read-folder';
export { writeDirectoryFolder } from './csv/write-folder';
export { type Change, changesBetween } from './domain/changes';
export { faultsOf } from './domain/check';
export * from './domain/document';
export { DirectoryView, type Holder } from './domain/view';
export { parseDirectory, readDirectoryFile } from './file/read-file';
export { directoryMigrations } from './storage/migrations';
