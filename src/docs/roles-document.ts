import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { PERMISSIONS, Role, ROLE_SCOPES, ScopeKind } from '../access/roles.js';
import { PUBLIC_ACCESS, SIGNED_IN } from '../platform/auth/permissions.js';
import type { Bilingual } from '../platform/errors/faults.js';
import { wordOf } from '../platform/graphql/descriptions.js';
import { schemaOf } from '../print-schema.js';
import { type Handler, handlersOf } from './handlers.js';
import { describedAs, table } from './markdown.js';

type Language = keyof Bilingual;

/** Part of a permission's name before the first dot → what it is about. A permission of an unknown area cannot be documented. */
const AREAS: Readonly<Record<string, Bilingual>> = {
  [PUBLIC_ACCESS]: { zh: '无须登录', en: 'Without signing in' },
  [SIGNED_IN]: { zh: '登录者本人的事', en: "The signed-in person's own affairs" },
  accounts: { zh: '账号与授权', en: 'Accounts and grants' },
  jobs: { zh: '后台任务', en: 'Background jobs' },
  audit: { zh: '审计', en: 'Audit' },
  calendar: { zh: '工作日历', en: 'Work calendar' },
  organizations: { zh: '党组织', en: 'Party organizations' },
  persons: { zh: '人员', en: 'Persons' },
  erasures: { zh: '个人信息删除', en: 'Erasure of personal data' },
  memberships: { zh: '党员关系', en: 'Memberships' },
  enterprises: { zh: '企业与店铺', en: 'Enterprises and storefronts' },
  parks: { zh: '园区与结构', en: 'Parks and their structure' },
  products: { zh: '品牌产品', en: 'Brand products' },
  streamers: { zh: '主播与平台账号', en: 'Streamers and platform accounts' },
  pledges: { zh: '诚信承诺', en: 'Integrity pledges' },
  plates: { zh: '诚信店牌', en: 'Plates' },
  breaches: { zh: '失信个案', en: 'Breach cases' },
  skills: { zh: '主播培养', en: 'Training of streamers' },
  badges: { zh: '党员主播标识', en: 'Member badges' },
  broadcasts: { zh: '直播间与场次', en: 'Rooms and sessions' },
  sales: { zh: '销售', en: 'Sales' },
  development: { zh: '发展党员', en: 'Membership development' },
  own: { zh: '本人数据', en: 'One’s own data' },
};

const SCOPE_SIGNS: Readonly<Record<ScopeKind, Bilingual>> = {
  INSTALLATION: { zh: '全', en: 'all' },
  ORGANIZATION: { zh: '组', en: 'org' },
  PARK: { zh: '园', en: 'park' },
  STREAMER: { zh: '本', en: 'self' },
  BENEFICIARY: { zh: '本', en: 'self' },
};

const KINDS: Readonly<Record<'QUERY' | 'MUTATION' | 'ROUTE', Bilingual>> = {
  QUERY: { zh: '查询', en: 'query' },
  MUTATION: { zh: '操作', en: 'mutation' },
  ROUTE: { zh: 'HTTP', en: 'HTTP' },
};

/** What the HTTP routes do; operations of GraphQL are described in the schema. */
const ROUTES: Readonly<Record<string, Bilingual>> = {
  'GET /graphiql': { zh: '开发用的 GraphQL 页面(生产环境没有)', en: 'The GraphQL page for development; absent in production' },
  'GET /graphiql/:file': { zh: '该页面的脚本和样式', en: 'Scripts and styles of that page' },
  'GET /health/live': { zh: '进程是否在运行', en: 'Whether the process runs' },
  'GET /health/ready': { zh: '数据库和任务队列是否可用', en: 'Whether database and job queue can be used' },
  'GET /verify/*': {
    zh: '扫描店牌二维码看到的公开页面,不含个人信息',
    en: 'The public page behind the code of a plate; nothing personal is on it',
  },
  'POST /uploads': { zh: '上传平台导出的销售表', en: 'Uploads a sales export of a platform' },
  'POST /uploads/cases': { zh: '上传接管前的发展党员台账', en: 'Uploads a sheet of existing development cases' },
};

const WORDS = {
  title: { zh: '# 角色与权限\n\n[English below](#roles-and-permissions)', en: '# Roles and permissions' },
  written: {
    zh: '本文件由程序生成(`npm run docs`),请勿手工修改。',
    en: 'Written from the program by `npm run docs`; do not edit.',
  },
  rules: {
    zh: [
      '- 没有列出的一律拒绝:角色里没有这项权限,回答 FORBIDDEN。',
      '- 授权范围之外的记录与不存在的记录回答完全相同:查询一条记录得到 null,操作回答 NOT_FOUND;列表和总数里也没有它们。',
      '- 党组织范围包括其全部下级,以及由这些党组织领导的园区;园区范围包括该园区,以及其领导党组织及下级的党组织信息。',
      '- 党务角色须单独授予,任何园区角色都不含党务权限;接口令牌不超过其所有者的权限,也不超过令牌自身的限定。',
      '- 权限是进入一项操作的条件;操作本身还会检查记录的状态、版本和人员回避。',
    ].join('\n'),
    en: [
      '- What is not listed is denied: without the permission the answer is FORBIDDEN.',
      '- A record outside the scope answers exactly like one that does not exist: a query of one record answers null, a mutation NOT_FOUND; no list and no total counts it.',
      '- An organization includes everything below it and the parks that it leads; a park includes the organizations from its leading one downwards.',
      '- Party roles are grants of their own and follow from no park role; an API token can do at most what its owner can, and at most what it is limited to.',
      '- A permission opens the door of an operation; the operation itself goes on to ask for state, version and who may not decide alone.',
    ].join('\n'),
  },
  roles: { zh: '## 角色', en: '## Roles' },
  matrix: { zh: '## 权限与操作', en: '## Permissions and operations' },
  legend: {
    zh: '格内为授权范围:全 = 整个系统,组 = 党组织及其下级,园 = 园区,本 = 本人数据;空格 = 拒绝。',
    en: 'A cell tells the scope: all = the installation, org = an organization and everything below it, park = a park, self = one’s own data; empty = denied.',
  },
  columns: {
    zh: { role: '角色', scope: '授权范围', permission: '权限', operation: '操作', kind: '种类', does: '作用' },
    en: { role: 'Role', scope: 'Scope', permission: 'Permission', operation: 'Operation', kind: 'Kind', does: 'Does' },
  },
} as const;

interface Operation {
  kind: keyof typeof KINDS;
  name: string;
  permission: string;
  does: Bilingual;
}

function rolesTable(language: Language): string {
  const { role, scope } = WORDS.columns[language];
  const rows = Object.values(Role).map((name) => {
    const scopes = ROLE_SCOPES[name].map((kind) => wordOf(ScopeKind, kind)[language]);
    return [`\`${name}\` ${wordOf(Role, name)[language]}`, scopes.join(language === 'zh' ? '、' : '; ')];
  });
  return table([role, scope], rows);
}

/** Which scopes a role may hold the permission over, as signs. */
function cell(permission: string, role: Role, language: Language): string {
  const holders: readonly string[] = PERMISSIONS[permission as keyof typeof PERMISSIONS] ?? [];
  if (!holders.includes(role)) return '';
  return ROLE_SCOPES[role].map((kind) => SCOPE_SIGNS[kind][language]).join(' ');
}

function permissionsTable(permissions: readonly string[], language: Language): string {
  const roles = Object.values(Role).filter((role) => permissions.some((permission) => cell(permission, role, language) !== ''));
  const rows = permissions.map((permission) => [`\`${permission}\``, ...roles.map((role) => cell(permission, role, language))]);
  return table([WORDS.columns[language].permission, ...roles], rows);
}

function operationsTable(operations: readonly Operation[], language: Language): string {
  const { operation, kind, permission, does } = WORDS.columns[language];
  const rows = operations.map((entry) => [
    `\`${entry.name}\``,
    KINDS[entry.kind][language],
    `\`${entry.permission}\``,
    entry.does[language],
  ]);
  return table([operation, kind, permission, does], rows);
}

function areaOf(permission: string): string {
  const [area] = permission.split('.') as [string];
  if (!(area in AREAS)) throw new Error(`No area is described for the permission ${permission}`);
  return area;
}

function areaPart(area: string, operations: readonly Operation[], language: Language): string {
  const permissions = Object.keys(PERMISSIONS).filter((permission) => areaOf(permission) === area);
  const parts = [`### ${AREAS[area]![language]}`];
  if (permissions.length > 0) parts.push(permissionsTable(permissions, language));
  if (operations.length > 0) parts.push(operationsTable(operations, language));
  return parts.join('\n\n');
}

function half(operations: readonly Operation[], language: Language): string {
  const inArea = (area: string) => operations.filter(({ permission }) => areaOf(permission) === area);
  const { title, written, rules, roles, matrix, legend } = WORDS;
  return [
    ...[title[language], written[language], rules[language], roles[language], rolesTable(language), matrix[language], legend[language]],
    ...Object.keys(AREAS).map((area) => areaPart(area, inArea(area), language)),
  ].join('\n\n');
}

function routeAs(route: string): Bilingual {
  const words = ROUTES[route];
  if (!words) throw new Error(`The route ${route} is not described`);
  return words;
}

function operationsOf(app: NestFastifyApplication): Operation[] {
  const schema = schemaOf(app);
  const fields = { ...schema.getQueryType()?.getFields(), ...schema.getMutationType()?.getFields() };
  const isCalled = (handler: Handler): handler is Handler & { called: NonNullable<Handler['called']> } => handler.called !== null;
  return handlersOf(app)
    .filter(isCalled)
    .map(({ called, permission }) => ({
      kind: called.kind,
      name: called.as,
      permission: permission ?? '',
      does: called.kind === 'ROUTE' ? routeAs(called.as) : describedAs(fields[called.as]?.description),
    }))
    .sort((one, other) => one.name.localeCompare(other.name, 'en'));
}

/** Who may do what, at which scope: every operation and route with its permission, and every permission with its roles; Chinese, then English. */
export function rolesDocument(app: NestFastifyApplication): string {
  const operations = operationsOf(app);
  return `${half(operations, 'zh')}\n\n---\n\n${half(operations, 'en')}\n`;
}
