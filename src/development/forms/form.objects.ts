import { Field, Int, ObjectType } from '@nestjs/graphql';
import { described, describedEnum } from '../../platform/graphql/descriptions.js';
import { DevelopmentFormKind } from './form-facts.js';

describedEnum(DevelopmentFormKind, 'DevelopmentFormKind', '可由记录生成的表册', 'Papers that are filled in from the records', {
  ACTIVIST_REGISTER: ['入党积极分子登记表', 'Register form of an activist'],
  PROSPECT_REGISTER: ['发展对象登记表', 'Register form of a prospect'],
  CULTIVATION_RECORD: ['培养教育考察表', 'Cultivation and inspection record'],
  APPLICANT_TALK_RECORD: ['入党申请人谈话记录', 'Record of the talk with the applicant'],
  ADMISSION_TALK_RECORD: ['发展党员审批前谈话记录', 'Record of the talk before the approval'],
  PUBLICITY_NOTICE: ['公示', 'Publicity notice'],
  PRE_REVIEW_REQUEST: ['预审请示', 'Request for the pre-review'],
  ADMISSION_RESOLUTION: ['接收预备党员的支部大会决议', "Resolution of the branch's meeting on the admission"],
  CONVERSION_RESOLUTION: ['预备党员转正的支部大会决议', "Resolution of the branch's meeting on the conversion"],
});

@ObjectType('DevelopmentFormMissing', { description: described('表中留空的一项', 'An entry that the form leaves blank') })
export class MissingEntryView {
  @Field({ description: described('固定名称', 'Stable name') })
  code: string;

  @Field({ description: described('是什么(按 Accept-Language)', 'What it is, in the language of Accept-Language') })
  label: string;

  @Field({ description: described('从哪里来', 'Where it would come from') })
  cure: string;
}

@ObjectType('DevelopmentForm', { description: described('由记录生成的表册(.docx)', 'A paper filled in from the records, as .docx') })
export class DevelopmentFormView {
  @Field({ description: described('文件名(不含姓名)', 'Name of the file, without the name of the person') })
  fileName: string;

  @Field({ description: described('文件类型', 'Media type') })
  mediaType: string;

  @Field({ description: described('文件内容(Base64)', 'The file in Base64') })
  contentBase64: string;

  @Field(() => Int, { description: described('文件大小(字节)', 'Size in bytes') })
  sizeBytes: number;

  @Field({ description: described('文件的 SHA-256:同样的记录生成同样的文件', 'SHA-256 of the file: equal records give an equal file') })
  documentSha256: string;

  @Field(() => [MissingEntryView], { description: described('留空待手工填写的各项', 'What is left blank, to be written by hand') })
  missing: MissingEntryView[];
}
