import { Field, ObjectType } from '@nestjs/graphql';
import { described } from '../../platform/graphql/descriptions.js';

@ObjectType('PledgeCopy', { description: described('签署件或待签署的纸质件', 'The signed copy of a pledge, or the paper to be signed') })
export class PledgeCopyView {
  @Field({ description: described('文件名', 'Name for the file') })
  fileName: string;

  @Field({ description: described('可打印的网页(A4)', 'A page that a browser prints on A4') })
  html: string;

  @Field({ description: described('Word 文件(base64),按公文格式', 'The paper as .docx in base64, in the layout of official papers') })
  docxBase64: string;

  @Field({ description: described('已经签署;否则是供签名的纸质件', 'Whether it is signed; otherwise it is the paper to be signed') })
  isSigned: boolean;

  @Field({ description: described('存档文本与签署时一致', 'Whether the stored text is still the one that was signed') })
  isIntact: boolean;
}
