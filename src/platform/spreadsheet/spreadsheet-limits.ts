/** Largest file that is looked at at all. */
export const FILE_BYTES_MAX = 10 * 1024 * 1024;
/** Largest sum of the unpacked parts of an xlsx file. */
export const INFLATED_BYTES_MAX = 50 * 1024 * 1024;
/** Largest ratio of unpacked to packed bytes, over the whole archive. */
export const INFLATE_RATIO_MAX = 100;
/** Most parts an xlsx archive may have. */
export const ZIP_ENTRIES_MAX = 2_000;
/** Last row of a sheet that may hold anything. */
export const SHEET_ROWS_MAX = 20_000;
/** Last column of a sheet that may hold anything. */
export const SHEET_COLUMNS_MAX = 200;
/** Most cells of a sheet, empty ones before the last filled cell of a row included. */
export const SHEET_CELLS_MAX = 1_000_000;
/** Longest text of one cell, in UTF-16 units. */
export const CELL_CHARACTERS_MAX = 10_000;
/** Longest text of all cells together: one shared text may be repeated in every cell, which no byte limit sees. */
export const SHEET_CHARACTERS_MAX = 20_000_000;
/** Rows in one message from the child process: small enough that taking one in never holds up other requests. */
export const ROWS_PER_MESSAGE = 1_000;
/** Heap of the child process. */
export const CHILD_HEAP_MEGABYTES_MAX = 256;
/** After this time the child process is killed. */
export const PARSE_MILLISECONDS_MAX = 30_000;
/** Child processes at once. */
export const PARSES_AT_ONCE_MAX = 2;
/** Files that may wait for a child process; one more is refused with READER_BUSY. */
export const PARSES_WAITING_MAX = 8;
