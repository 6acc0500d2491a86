import type { Bilingual } from '../errors/faults.js';

/** A sentence of the GraphQL machinery, and how it reads in both languages; `$1` stands for the first thing that it names. */
type Wording = readonly [sentence: RegExp, zh: string, en?: string];

const MESSAGE_LENGTH_MAX = 500;
/** What a scalar of the product says: Chinese, a slash, English. */
const BOTH_LANGUAGES = /^(.*\p{Script=Han}.*?) \/ (.*)$/su;

/* The machinery repeats values that were sent, a password perhaps; where it does, the English is written anew as well. */
const WORDINGS: readonly Wording[] = [
  [
    /^Syntax Error: Expected (.*?), found (<EOF>|\w+|"[^"\w]+")/s,
    '查询语法错误:应为 $1,实际为 $2。请检查括号、引号和逗号。',
    'Syntax error: expected $1, found $2.',
  ],
  [
    /^Syntax Error: Unexpected (<EOF>|\w+|"[^"\w]+")/s,
    '查询语法错误:此处不应出现 $1。请检查括号、引号和逗号。',
    'Syntax error: unexpected $1.',
  ],
  [
    /^Syntax Error: Cannot parse the unexpected character/,
    '查询语法错误:有不能使用的字符。',
    'Syntax error: a character that no document may hold.',
  ],
  [
    /^Syntax Error: Document contains more tha[nt] (\d+) tokens/,
    '查询过长:最多 $1 个语法单元。请减少字段,或分成几次查询。',
    'The document has more than $1 tokens; ask for fewer fields or send several documents.',
  ],
  [/^Syntax Error: Unterminated string/, '查询语法错误:字符串没有结束引号。'],
  [/^Syntax Error: (.*)$/s, '查询语法错误:$1'],

  [/^Cannot query field "(.*?)" on type "(.*?)"/, '类型 $2 没有字段 $1。请对照接口文档检查字段名。'],
  [/^Unknown argument "(.*?)" on (?:field|directive) "(.*?)"/, '$2 没有参数 $1。请对照接口文档检查参数名。'],
  [/^Unknown type "(.*?)"/, '没有名为 $1 的类型。请对照接口文档检查类型名。'],
  [/^Unknown directive "(.*?)"/, '没有名为 $1 的指令。'],
  [/^Unknown fragment "(.*?)"/, '没有定义片段 $1。'],
  [/^Fragment "(.*?)" is never used/, '片段 $1 没有被使用,请删除它。'],
  [/^Cannot spread fragment "(.*?)" within itself/, '片段 $1 循环引用了自身。'],
  [/^Fragment (?:"(.*?)" )?cannot (?:be spread here|condition on)/, '片段 $1 的类型与此处不符。'],
  [/^Variable "(.*?)" is never used/, '变量 $1 没有被使用,请删除它。'],
  [/^Variable "(.*?)" is not defined/, '变量 $1 没有声明,请写在操作名后的括号里。'],
  [/^Variable "(.*?)" of type "(.*?)" used in position expecting type "(.*?)"/, '变量 $1 的类型是 $2,此处需要 $3。'],
  [/^Variable "(.*?)" cannot be non-input type "(.*?)"/, '变量 $1 不能是 $2 类型:它不是输入类型。'],
  [/^Field "(.*?)" argument "(.*?)" of type "(.*?)" is required/, '字段 $1 缺少必填参数 $2(类型 $3)。'],
  [/^Directive "(.*?)" argument "(.*?)" of type "(.*?)" is required/, '指令 $1 缺少必填参数 $2(类型 $3)。'],
  [/^Field "(.*?)" of required type "(.*?)" was not provided/, '缺少必填字段 $1(类型 $2)。'],
  [/^Field "(?:.*\.)?(.*?)" is not defined by type "(.*?)"/, '输入类型 $2 没有字段 $1。请对照接口文档检查字段名。'],
  [/^Field "(.*?)" must not have a selection/, '字段 $1 没有下级字段,请去掉后面的花括号。'],
  [/^Field "(.*?)" of type "(.*?)" must have (?:a selection of subfields|at least one field)/, '字段 $1(类型 $2)须写明要查询的下级字段。'],
  [/^Fields "(.*?)" conflict/, '同一位置对 $1 的查询互相冲突,请用别名区分。'],
  [/^There can be only one (?:argument|input field|fragment|operation|variable) named "(.*?)"/, '$1 重复出现,只能写一次。'],
  [/^The directive "(.*?)" can only be used once/, '指令 $1 在此处只能用一次。'],
  [/^Directive "(.*?)" may not be used on (.*?)\./, '指令 $1 不能用在此处。'],
  [/^This anonymous operation must be the only/, '有多个操作时,每个操作都要有名称。'],
  [/^The (.*?) definition is not executable/, '查询中不能含有类型定义 $1。'],
  [
    /^(?:GraphQL introspection|Maximum introspection)/,
    '不允许查询接口结构。请使用接口文档。',
    'Introspection is not offered here; use the published schema.',
  ],
  [/recursively requests too many/, '查询展开后过大,请减少重复使用的片段。', 'The document grows too large; use its fragments less often.'],

  [/^Expected (?:value of )?(?:non-nullable )?type "(.*?)" not to be null/, '不能为空(类型 $1)。'],
  [/^Expected value of type "(.*?)", found [\s\S]*?(?:; [\s\S]*)?$/, '此处需要 $1 类型的内容。', 'Expected a value of type "$1".'],
  [/^Expected type "(.*?)" to be an object/, '此处需要 $1 对象,用花括号写。'],
  [/^Expected type "(.*?)"/, '此处需要 $1 类型的内容。', 'Expected a value of type "$1".'],
  [/^Value ".*?" does not exist in "(.*?)" enum/s, '不是 $1 的可选值。请对照接口文档选择。', 'Not a value of the enum "$1".'],
  [/^Enum "(.*?)" cannot represent/, '此处需要 $1 的一个可选值。', 'Expected a value of the enum "$1".'],
  [/^Int cannot represent non 32-bit/, '整数超出范围:须在 -2147483648 至 2147483647 之间。', 'Expected a whole number of 32 bits.'],
  [/^Int cannot represent/, '此处需要整数。', 'Expected a whole number.'],
  [/^Float cannot represent/, '此处需要数字。', 'Expected a number.'],
  [/^String cannot represent/, '此处需要文字,用引号写。', 'Expected a text in quotes.'],
  [/^Boolean cannot represent/, '此处需要 true 或 false。', 'Expected true or false.'],
  [/^ID cannot represent/, '此处需要编号,用引号写。', 'Expected an id in quotes.'],
  [
    /^(?:Variable "(.*?)" )?of (?:required|non-null) type "(.*?)" (?:was not provided|must not be null)/,
    '缺少必填变量(类型 $2)。',
    'A variable of type "$2" is required.',
  ],
  [/^Too many (?:errors processing variables|validation errors)/, '错误太多,后面的没有再检查。请先改正前面的错误。'],

  [/^Must provide operation name/, '查询中有多个操作,请用 operationName 指明要执行哪一个。'],
  [
    /^Unknown operation named/,
    '查询中没有 operationName 指明的操作。',
    'The document has no operation of the name given in operationName.',
  ],
  [/^Must provide an operation|must contain a non-empty `query`/, '请求中没有查询内容(query)。'],
  [
    /potential Cross-Site Request Forgery/,
    '请求被拒绝:请用 POST 并设置请求头 content-type: application/json。',
    'Refused: use POST with the header content-type: application/json.',
  ],
  [/^Operation batching disabled/, '不支持一次提交多个操作,请逐个提交。'],
  [/^POST body missing/, '请求内容为空或不是 JSON。请设置 content-type: application/json,内容写成 {"query": "…", "variables": {…}}。'],
  [/^`(\w+)` in a POST body/, '请求中的 $1 类型不对:query、operationName 须为字符串,variables、extensions 须为对象。'],
  [/^GraphQL queries must be strings/, 'query 须为字符串。', 'The query must be a string.'],
  [/^GET requests only support query operations/, '修改数据的操作只能用 POST。'],
  [/^(?:GET requests may not|Apollo Server supports only GET\/POST)/, '不支持这种请求方法,请用 POST。', 'Use POST.'],
  [/search parameter/, '地址中的查询参数有误,请改用 POST 提交 JSON。'],
  [/'accept' header/, '请求头 accept 不接受 JSON,请改为 application/json。', 'The accept header must allow application/json.'],
  [/^PersistedQuery|persisted quer/i, '不支持预存查询,请提交完整的 query。', 'Persisted queries are not offered; send the whole query.'],
  [/incremental delivery/, '不支持 @defer 和 @stream。', '@defer and @stream are not offered.'],
];

function filled(text: string, match: RegExpExecArray): string {
  return text.replace(/\$(\d)/g, (_, index: string) => match[Number(index)] ?? '').replaceAll(/ {2,}/g, ' ');
}

/** What the GraphQL machinery said about a document or a value, in both languages, without any value that was sent. */
export function clientMessage(sentence: string): Bilingual {
  const both = BOTH_LANGUAGES.exec(sentence);
  if (both) return { zh: both[1]!, en: both[2]! };
  for (const [pattern, zh, en] of WORDINGS) {
    const match = pattern.exec(sentence);
    if (match)
      return { zh: filled(zh, match).slice(0, MESSAGE_LENGTH_MAX), en: (en ? filled(en, match) : sentence).slice(0, MESSAGE_LENGTH_MAX) };
  }
  const text = sentence.slice(0, MESSAGE_LENGTH_MAX);
  return { zh: `查询不符合接口定义:${text}`, en: text };
}
