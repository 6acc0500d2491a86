import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import type { Bilingual } from '../platform/errors/faults.js';

/** The folder of the sources, seen from the program as well as from its built form. */
const SOURCES = fileURLToPath(new URL('../../src/', import.meta.url));

/** A declared refusal as a reader sees it: blanks stand as `{name}`, forms of one sentence are divided by ` / `. */
export interface RefusalSheet {
  code: string;
  /** Path of the declaring file below `src/`, with forward slashes. */
  file: string;
  rule: string | null;
  graphqlType: string;
  message: Bilingual;
  cure: Bilingual;
}

const DIVIDER = ' / ';

/** Names that the text gets as details: bound by its first parameter, or read from it. */
function blanksOf(text: ts.ArrowFunction): { bound: Set<string>; whole: string | null } {
  const name = text.parameters[0]?.name;
  if (!name) return { bound: new Set(), whole: null };
  if (ts.isIdentifier(name)) return { bound: new Set(), whole: name.text };
  return {
    bound: new Set(name.elements.flatMap((element) => (ts.isBindingElement(element) ? [element.name.getText()] : []))),
    whole: null,
  };
}

/** Reads the sentences out of the declaring source: what a blank is called stands only there. */
class Sentences {
  private readonly bound: Set<string>;
  private readonly whole: string | null;
  private readonly isFree: boolean;

  /** Without a function of details, the blanks are called by what stands in them. */
  constructor(text: ts.ArrowFunction | null) {
    this.isFree = text === null;
    ({ bound: this.bound, whole: this.whole } = text ? blanksOf(text) : { bound: new Set<string>(), whole: null });
  }

  /** All forms that the expression may take. */
  formsOf(node: ts.Expression): string[] {
    if (ts.isParenthesizedExpression(node)) return this.formsOf(node.expression);
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return [node.text];
    if (ts.isTemplateExpression(node)) return [node.head.text + node.templateSpans.map((span) => this.span(span)).join('')];
    if (ts.isConditionalExpression(node)) return [node.whenTrue, node.whenFalse].flatMap((form) => this.formsOf(form));
    if (ts.isElementAccessExpression(node)) return this.chosenForms(node);
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
      return [this.inline(node.left) + this.inline(node.right)];
    }
    return [`{${this.blank(node)}}`];
  }

  /** One of an object's values, chosen by a detail. */
  private chosenForms(node: ts.ElementAccessExpression): string[] {
    const chosen = ts.isParenthesizedExpression(node.expression) ? node.expression.expression : node.expression;
    if (!ts.isObjectLiteralExpression(chosen)) return [`{${this.blank(node)}}`];
    return chosen.properties.flatMap((property) => (ts.isPropertyAssignment(property) ? this.formsOf(property.initializer) : []));
  }

  private span(span: ts.TemplateSpan): string {
    return this.inline(span.expression) + span.literal.text;
  }

  private inline(node: ts.Expression): string {
    const forms = this.formsOf(node);
    if (forms.length === 1) return forms[0]!;
    const told = forms.filter((form) => form !== '');
    return told.length < forms.length ? `[${told.join('|')}]` : `(${told.join('|')})`;
  }

  /** Name of the first detail that the expression uses. */
  private blank(node: ts.Node): string {
    let found: string | undefined;
    const look = (inner: ts.Node): void => {
      if (found) return;
      if (ts.isIdentifier(inner) && (this.isFree || this.bound.has(inner.text))) found = inner.text;
      else if (ts.isPropertyAccessExpression(inner) && inner.expression.getText() === this.whole) found = inner.name.text;
      else inner.forEachChild(look);
    };
    look(node);
    return found ?? '…';
  }
}

function propertiesOf(node: ts.ObjectLiteralExpression): Map<string, ts.Expression> {
  return new Map(
    node.properties.flatMap((entry) => (ts.isPropertyAssignment(entry) ? [[entry.name.getText(), entry.initializer] as const] : [])),
  );
}

function sentence(node: ts.Expression | undefined): string {
  if (!node || !ts.isArrowFunction(node) || ts.isBlock(node.body)) return '';
  return new Sentences(node).formsOf(node.body).join(DIVIDER);
}

function literal(node: ts.Expression | undefined): string | null {
  return node && ts.isStringLiteral(node) ? node.text : null;
}

function sheetOf(call: ts.CallExpression, file: string): RefusalSheet | null {
  const [code, text] = call.arguments;
  if (!code || !text || !ts.isStringLiteral(code) || !ts.isObjectLiteralExpression(text)) return null;
  const parts = propertiesOf(text);
  return {
    code: code.text,
    file,
    rule: literal(parts.get('rule')),
    graphqlType: literal(parts.get('graphqlType')) ?? 'RefusedByRule',
    message: { zh: sentence(parts.get('zh')), en: sentence(parts.get('en')) },
    cure: { zh: sentence(parts.get('cureZh')), en: sentence(parts.get('cureEn')) },
  };
}

const byCode = (one: { code: string }, other: { code: string }): number => one.code.localeCompare(other.code, 'en');

/** What `read` makes of the nodes of every source that mentions the word, in the order of the files. */
function collect<Sheet>(word: string, read: (node: ts.Node, file: string) => Sheet | null): Sheet[] {
  const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).map((path) => path.replaceAll('\\', '/'));
  return files
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts') && !file.startsWith('docs/'))
    .sort()
    .flatMap((file) => {
      const text = readFileSync(SOURCES + file, 'utf8');
      const found: Sheet[] = [];
      const look = (node: ts.Node): void => {
        const sheet = read(node, file);
        if (sheet) found.push(sheet);
        node.forEachChild(look);
      };
      if (text.includes(word)) look(ts.createSourceFile(file, text, ts.ScriptTarget.ES2023, true));
      return found;
    });
}

const isCallOf = (node: ts.Node, name: string): node is ts.CallExpression =>
  ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === name;

/** Every refusal that the sources declare, by file and code. */
export function refusalSheets(): RefusalSheet[] {
  const sheets = collect('declareRefusal', (node, file) => (isCallOf(node, 'declareRefusal') ? sheetOf(node, file) : null));
  return sheets.sort((one, other) => one.file.localeCompare(other.file, 'en') || byCode(one, other));
}

/** A code of a wrong input field, with every message that goes with it. */
export interface FieldProblemSheet {
  code: string;
  messages: Bilingual[];
}

const textOf = (node: ts.Expression | undefined): string | null =>
  node && ts.isExpression(node) ? new Sentences(null).formsOf(node).join(DIVIDER) : null;

/** `problem(code, zh, en)`, `badInput(path, code, { zh, en })`, or a limit of a text field with `code`, `zh` and `en`. */
function problemIn(node: ts.Node): { code: string; message: Bilingual } | null {
  const parts = ts.isObjectLiteralExpression(node) ? propertiesOf(node) : new Map<string, ts.Expression>();
  let [code, zh, en] = [parts.get('code'), parts.get('zh'), parts.get('en')];
  if (isCallOf(node, 'problem')) [code, zh, en] = node.arguments;
  if (isCallOf(node, 'badInput') && node.arguments[2] && ts.isObjectLiteralExpression(node.arguments[2])) {
    const texts = propertiesOf(node.arguments[2]);
    [code, zh, en] = [node.arguments[1], texts.get('zh'), texts.get('en')];
  }
  const [name, zhText, enText] = [literal(code), textOf(zh), textOf(en)];
  return name && zhText && enText ? { code: name, message: { zh: zhText, en: enText } } : null;
}

/** Every problem of an input field that the sources name, by code. */
export function fieldProblemSheets(): FieldProblemSheet[] {
  const sheets = new Map<string, FieldProblemSheet>();
  for (const word of ['problem(', 'badInput(', 'pattern']) {
    for (const { code, message } of collect(word, problemIn)) {
      const sheet = sheets.get(code) ?? { code, messages: [] };
      if (!sheet.messages.some(({ zh, en }) => zh === message.zh && en === message.en)) sheet.messages.push(message);
      sheets.set(code, sheet);
    }
  }
  return [...sheets.values()].sort(byCode);
}
