import { Controller, HttpCode, Post, Req } from '@nestjs/common';
import { Permission } from '../../platform/auth/permissions.js';
import { SpreadsheetUpload, type UploadRequest } from '../../platform/spreadsheet/spreadsheet-upload.js';
import { TakeoverStaging } from './takeover-staging.service.js';

/**
 * `POST /uploads/cases`, multipart/form-data: first the text field `organizationId`, then one .xlsx or .csv file of at most 10 MB with existing
 * cases. Answers 201 `{ takeoverId }`: the sheet was read and judged, nothing else; everything after that is GraphQL.
 */
@Controller('uploads/cases')
export class TakeoverUploadsController {
  constructor(private readonly staging: TakeoverStaging) {}

  @Post()
  @HttpCode(201)
  @Permission('development.record')
  async upload(@Req() request: UploadRequest): Promise<{ takeoverId: string }> {
    const upload = await SpreadsheetUpload.of(request, { required: ['organizationId'] });
    const organizationId = upload.requiredField('organizationId');
    await this.staging.requireOrganization(request.caller!, organizationId);
    const content = await upload.content();
    return { takeoverId: await this.staging.stage(request.caller!, { organizationId, fileName: upload.fileName, content }) };
  }
}
