import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ROWS_PER_SHEET_MAX } from '../development/takeover/takeover-staging.service.js';
import { HTTP_STATUS } from '../platform/errors/error.filter.js';
import type { Bilingual, FaultCode } from '../platform/errors/faults.js';
import { HTTP_LIMITS } from '../platform/operations/http-hardening.js';
import { FILE_BYTES_MAX, SHEET_COLUMNS_MAX, SHEET_ROWS_MAX } from '../platform/spreadsheet/spreadsheet-limits.js';
import { FIELD_BYTES_MAX, FIELDS_MAX } from '../platform/spreadsheet/spreadsheet-upload.js';
import { EXPORT_FORMATS } from '../sales/intake/header-mappings.js';
import { handlersOf } from './handlers.js';
import { table } from './markdown.js';

type Language = keyof Bilingual;

interface FormField {
  name: string;
  isRequired: boolean;
  type: Bilingual;
  does: Bilingual;
}

interface Upload {
  does: Bilingual;
  fields: readonly FormField[];
  answer: string;
  then: Bilingual;
}

const ID: Bilingual = { zh: '文字,编号', en: 'text, an id' };
const FILE: FormField = {
  name: 'file',
  isRequired: true,
  type: { zh: '文件,.xlsx 或 .csv', en: 'file, .xlsx or .csv' },
  does: { zh: '只有一个,放在最后', en: 'exactly one, the last part' },
};

/** The uploads by route. What the fields are called is compared with what the program reads, and the request that is shown is sent, in tests. */
const UPLOADS: Readonly<Record<string, Upload>> = {
  'POST /uploads': {
    does: {
      zh: '上传平台导出的销售表。表格被读取并暂存,不入账;买家信息和不认识的列在保存之前丢弃,文件本身不保存。',
      en: 'Uploads a sales export of a platform. The sheet is read and staged, nothing is booked; columns about buyers and unknown ones are dropped before anything is stored, the file itself is not kept.',
    },
    fields: [
      { name: 'parkId', isRequired: true, type: ID, does: { zh: '销售所属的园区', en: 'park whose sales they are' } },
      {
        name: 'format',
        isRequired: false,
        type: { zh: '文字,格式代码', en: 'text, code of a format' },
        does: {
          zh: '不给出时按表头识别;表头同时符合几种格式时须给出',
          en: 'recognized by the headers if absent; needed where they fit several formats',
        },
      },
      {
        name: 'columns',
        isRequired: false,
        type: { zh: '文字,JSON 对象:字段 → 表头', en: 'text, a JSON object: field → header' },
        does: {
          zh: '表头与格式不同时,指明某个字段读哪一列,例如 `{"saleFen":"实收(元)"}`;表头没有写明单位时,按该格式的单位',
          en: 'where a header differs from the format, the column from which a field is read, such as `{"saleFen":"实收(元)"}`; a header that states no unit has that of the format',
        },
      },
      FILE,
    ],
    answer: '{"uploadId":"…"}',
    then: {
      zh: '`uploadId` 用于 `importPreview`(预览)和 `commitImport`(入账),进度与结果见 `importBatch`。',
      en: '`uploadId` goes into `importPreview` (what would be booked) and `commitImport` (books it); `importBatch` tells progress and result.',
    },
  },
  'POST /uploads/cases': {
    does: {
      zh: `上传接管前的发展党员台账,最多 ${ROWS_PER_SHEET_MAX} 人;模板见查询 \`developmentTakeoverTemplate\`。表格被读取并逐行按规则检查,不建立个案。`,
      en: `Uploads a sheet of existing development cases, ${ROWS_PER_SHEET_MAX} people at most; the query \`developmentTakeoverTemplate\` gives the template. The sheet is read and each row held to the rules, no case is opened.`,
    },
    fields: [
      {
        name: 'organizationId',
        isRequired: true,
        type: ID,
        does: { zh: '接管个案的党组织', en: 'organization that takes the cases over' },
      },
      FILE,
    ],
    answer: '{"takeoverId":"…"}',
    then: {
      zh: '`takeoverId` 用于 `developmentTakeover`(检查结果)和 `commitDevelopmentTakeover`,之后由另一人确认。',
      en: '`takeoverId` goes into `developmentTakeover` (what was found) and `commitDevelopmentTakeover`; another person confirms.',
    },
  },
};

/** The request that is shown: the sample export into the demo park. */
const CURL = [
  'TOKEN=…   # docs/first-hour.md 1: accessToken, demo-accountant',
  'PARK=…    # docs/first-hour.md 2: parks.nodes[0].id',
  'curl -s -H "authorization: Bearer $TOKEN" -F parkId=$PARK -F format=DOUYIN_LIVES -F file=@test/fixtures/exports/douyin-lives-2026-10.xlsx http://127.0.0.1:4000/uploads',
].join('\n');

const SECONDS = HTTP_LIMITS.requestTimeoutMs / 1_000;

const ERRORS: readonly { code: FaultCode; when: Bilingual }[] = [
  {
    code: 'BAD_USER_INPUT',
    when: {
      zh: '见 `fields`:缺少字段或文件(`MISSING`;放在文件之后的字段也是)、不认识的字段或文件不在 `file`(`UNKNOWN_FIELD`)、重复的字段(`FIELD_TWICE`)、字段过长或过多(`FIELD_TOO_LONG`、`TOO_MANY_FIELDS`)、`format` 或 `columns` 不对(`BAD_VALUE`)、第二个文件(`SECOND_FILE`)、传输不完整(`BAD_MULTIPART`)、文件读不了或表头不认识(其余代码)。`READER_BUSY` 时稍后重试',
      en: 'see `fields`: a field or the file is missing (`MISSING`; a field behind the file is always refused so), an unknown field or a file elsewhere than in `file` (`UNKNOWN_FIELD`), a field given twice (`FIELD_TWICE`), one too long or too many (`FIELD_TOO_LONG`, `TOO_MANY_FIELDS`), `format` or `columns` is wrong (`BAD_VALUE`), a second file (`SECOND_FILE`), a broken body (`BAD_MULTIPART`), a file that cannot be read or headers that are not known (all others). After `READER_BUSY` try again later',
    },
  },
  { code: 'UNAUTHENTICATED', when: { zh: '没有令牌、已过期或已失效', en: 'no token, or one that has expired or was revoked' } },
  { code: 'FORBIDDEN', when: { zh: '没有上面写明的权限', en: 'the permission named above is missing' } },
  { code: 'NOT_FOUND', when: { zh: '园区或党组织不存在,或不在授权范围内', en: 'there is no such park or organization within the scope' } },
  { code: 'REQUEST_TIMEOUT', when: { zh: `没有在 ${SECONDS} 秒内传完`, en: `the body did not arrive within ${SECONDS} s` } },
  { code: 'PAYLOAD_TOO_LARGE', when: { zh: '文件过大', en: 'the file is too large' } },
  { code: 'UNSUPPORTED_MEDIA_TYPE', when: { zh: '不是 multipart/form-data', en: 'the body is no multipart/form-data' } },
  { code: 'INTERNAL', when: { zh: '系统出错,请把 `requestId` 告诉管理员', en: 'a bug; tell the administrator the `requestId`' } },
  { code: 'RETRY_LATER', when: { zh: '数据库繁忙或暂时不可用,稍后重试', en: 'the database is busy or away, try again later' } },
];

const MEGABYTES = FILE_BYTES_MAX / 1_024 / 1_024;

const WORDS = {
  title: { zh: '# 上传表格\n\n[English below](#uploading-sheets)', en: '# Uploading sheets' },
  intro: {
    zh: [
      '本文件由程序生成(`npm run docs`),请勿手工修改。上传文件用 HTTP 请求,其余都用 GraphQL。',
      '',
      '- 请求体是 `multipart/form-data`;请求头 `authorization: Bearer <令牌>`,令牌是 `signIn` 的 `accessToken` 或接口令牌(`createApiToken`)。',
      '- **文字字段放在文件之前**:先检查权限,再接收文件;放在文件之后的一律拒绝。',
      `- 文件最大 ${MEGABYTES} MB,只读第一个工作表,最多 ${SHEET_ROWS_MAX} 行、${SHEET_COLUMNS_MAX} 列。文字字段最多 ${FIELDS_MAX} 个,每个最多 ${FIELD_BYTES_MAX} 字节。`,
      '- 成功回答 201 和 JSON。错误信息的语言按 `accept-language`,默认中文。',
    ].join('\n'),
    en: [
      'Written from the program by `npm run docs`; do not edit. Files go up by HTTP requests, everything else is GraphQL.',
      '',
      '- The body is `multipart/form-data`; the header `authorization: Bearer <token>` holds the `accessToken` of `signIn` or an API token (`createApiToken`).',
      '- **Text fields stand before the file**: rights are asked before it is taken in; one behind it is refused.',
      `- A file has at most ${MEGABYTES} MB; its first sheet is read, at most ${SHEET_ROWS_MAX} rows and ${SHEET_COLUMNS_MAX} columns. At most ${FIELDS_MAX} text fields of at most ${FIELD_BYTES_MAX} bytes each.`,
      '- Success answers 201 and JSON. Errors are told in the language of `accept-language`, Chinese by default.',
    ].join('\n'),
  },
  permission: { zh: '需要的权限([谁有](roles.md#角色与权限)):', en: 'Permission ([who has it](roles.md#roles-and-permissions)): ' },
  answer: { zh: '回答', en: 'Answer' },
  formats: { zh: '### 格式 `format` 与字段 `columns`', en: '### `format` and the fields of `columns`' },
  example: { zh: '### 示例(演示园区)', en: '### Example in the demo park' },
  errors: { zh: '## 错误', en: '## Errors' },
  body: {
    zh: '错误的回答是 `{"error":{"code":"…","message":"…","requestId":"…","fields":[{"path":["file"],"code":"…","message":"…"}]}}`;`fields` 只在 `BAD_USER_INPUT` 时有,其代码见[字段问题](errors.md#字段问题)和[表格里的问题](errors.md#表格里的问题)。出错时什么都没有保存。',
    en: 'An error answers `{"error":{"code":"…","message":"…","requestId":"…","fields":[{"path":["file"],"code":"…","message":"…"}]}}`; `fields` comes with `BAD_USER_INPUT` only, its codes are in [field problems](errors.md#field-problems) and [findings in sheets](errors.md#findings-in-sheets). Nothing was stored then.',
  },
  again: { zh: '## 重复上传', en: '## Repetition' },
  repetition: {
    zh: '上传没有幂等键:每次成功都得到新的编号,只是暂存。没有收到回答时再上传一次即可,其中一个编号不用就行。两个都入账也不会重复:同样的行只计一次,第二次的行是 `duplicates`(INV-34);台账里相同的行只接管一次。`commitImport` 和 `commitDevelopmentTakeover` 有 `idempotencyKey`。',
    en: 'An upload has no idempotency key: each success gives a new id and stages, nothing more. After a lost answer upload again and leave the other id alone. Committing both adds nothing: equal rows count once, those of the second are `duplicates` (INV-34); equal rows of sheets of cases are taken over once. `commitImport` and `commitDevelopmentTakeover` take an `idempotencyKey`.',
  },
  yes: { zh: '必填', en: 'required' },
  no: { zh: '可选', en: 'optional' },
  columns: {
    zh: { field: '字段', type: '类型', isRequired: '必填', does: '含义', format: '格式', required: '必有的字段', others: '其他字段' },
    en: {
      field: 'Field',
      type: 'Type',
      isRequired: 'Required',
      does: 'Meaning',
      format: 'Format',
      required: 'Fields that must be there',
      others: 'Other fields',
    },
  },
  errorColumns: { zh: ['状态码', '代码', '何时'], en: ['Status', 'Code', 'When'] },
} as const;

function fieldsTable({ fields }: Upload, language: Language): string {
  const { field, type, isRequired, does } = WORDS.columns[language];
  const rows = fields.map((entry) => [
    `\`${entry.name}\``,
    entry.type[language],
    WORDS[entry.isRequired ? 'yes' : 'no'][language],
    entry.does[language],
  ]);
  return table([field, type, isRequired, does], rows);
}

function formatsTable(language: Language): string {
  const { format, does, required, others } = WORDS.columns[language];
  const named = (fields: readonly string[]) => fields.map((name) => `\`${name}\``).join(' ');
  const rows = Object.entries(EXPORT_FORMATS).map(([code, entry]) => {
    const needed: readonly string[] = entry.required;
    const all = [...new Set<string>(entry.columns.map(({ field }) => field))];
    return [`\`${code}\``, entry.name[language], named(needed), named(all.filter((field) => !needed.includes(field)))];
  });
  return table([format, does, required, others], rows);
}

function uploadPart(route: string, permission: string, language: Language): string {
  const upload = UPLOADS[route];
  if (!upload) throw new Error(`The upload ${route} is not described`);
  const parts = [
    `## ${route}`,
    upload.does[language],
    `${WORDS.permission[language]}\`${permission}\``,
    fieldsTable(upload, language),
    `${WORDS.answer[language]} 201 \`${upload.answer}\` – ${upload.then[language]}`,
  ];
  if (upload.fields.some(({ name }) => name === 'format')) {
    parts.push(WORDS.formats[language], formatsTable(language), WORDS.example[language], `\`\`\`sh\n${CURL}\n# ${upload.answer}\n\`\`\``);
  }
  return parts.join('\n\n');
}

function half(uploads: readonly { route: string; permission: string }[], language: Language): string {
  const { title, intro, errors, body, again, repetition, errorColumns } = WORDS;
  const faults = ERRORS.map(({ code, when }) => [String(HTTP_STATUS[code]), `\`${code}\``, when[language]]);
  return [
    ...[title[language], intro[language]],
    ...uploads.map(({ route, permission }) => uploadPart(route, permission, language)),
    ...[errors[language], body[language], table(errorColumns[language], faults), again[language], repetition[language]],
  ].join('\n\n');
}

/** The routes that take a file: form, limits, answers, errors; Chinese, then English. */
export function uploadsDocument(app: NestFastifyApplication): string {
  const uploads = handlersOf(app)
    .flatMap(({ called, permission }) =>
      called?.as.startsWith('POST /uploads') ? [{ route: called.as, permission: permission ?? '' }] : [],
    )
    .sort((one, other) => one.route.localeCompare(other.route, 'en'));
  return `${half(uploads, 'zh')}\n\n---\n\n${half(uploads, 'en')}\n`;
}
