import { Module } from '@nestjs/common';
import { ForkedSpreadsheetReader } from './forked-reader.js';
import { SpreadsheetReader } from './spreadsheet-reader.js';

/** Offers the `SpreadsheetReader` port. */
@Module({
  providers: [{ provide: SpreadsheetReader, useClass: ForkedSpreadsheetReader }],
  exports: [SpreadsheetReader],
})
export class SpreadsheetModule {}
