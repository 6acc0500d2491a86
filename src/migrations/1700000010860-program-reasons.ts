import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Columns in which the program wrote reasons of its own in both languages. */
const COLUMNS = [
  ...['integrity_pledge', 'pledge_history', 'plate', 'plate_history', 'breach_affected_session'].map((table) => [table, 'reason'] as const),
  ['member_badge', 'revokedReason'],
] as const;

/** Text as it was written → code; behind some stood a colon and the reference of a decision. */
const CODES: Readonly<Record<string, string>> = {
  '承诺已到期 / the pledge has ended': 'PLATE_PLEDGE_ENDED',
  '承诺已到期 / the pledge lapsed': 'PLATE_PLEDGE_LAPSED',
  '承诺人撤回承诺 / the pledge was withdrawn': 'PLATE_PLEDGE_WITHDRAWN',
  '承诺已被撤销 / the pledge was revoked': 'PLATE_PLEDGE_REVOKED',
  '申诉成立，承诺已恢复 / the pledge was reinstated': 'PLATE_PLEDGE_REINSTATED',
  '遗失作废 / lost and void': 'PLATE_LOST',
  '门店已停业 / the storefront has closed': 'STOREFRONT_CLOSED',
  '随原承诺一并撤回 / taken back with the pledge that it was to follow': 'PLEDGE_WITH_THE_EARLIER',
  '核查转由续签的承诺承接 / the review goes on with the renewed pledge': 'REVIEW_CARRIED_OVER',
  '文本已停用 / the text is out of use': 'TEXT_RETIRED',
  '文本已更新,请按新版本重新发出 / a newer text takes its place': 'TEXT_REPLACED',
  '文本已更新,按新版本重新发出 / superseded by an offer of the newer text': 'OFFER_SUPERSEDED',
  '承诺人已满十八周岁,由本人重新签署 / the party has come of age and signs anew': 'PARTY_OF_AGE',
  '查无违诺 / cleared': 'BREACH_CLEARED',
  '警示 / warned': 'BREACH_WARNED',
  '撤销承诺 / revoked': 'BREACH_REVOKED',
  '申诉成立，恢复承诺 / reinstated after an appeal': 'BREACH_REINSTATED',
  '申诉后维持撤销 / revoked for good after an appeal': 'BREACH_FINAL',
  '党员身份中断,由新的标识取代 / the membership was interrupted; a new badge takes its place': 'BADGE_SUPERSEDED',
};

/** Reasons that the program gave stand as code and value, and are said in the reader's language. What people wrote stays as it is. */
export class ProgramReasons1700000010860 implements MigrationInterface {
  name = 'ProgramReasons1700000010860';

  async up(runner: QueryRunner): Promise<void> {
    for (const [table, column] of COLUMNS) {
      const written = `SELECT DISTINCT ${column} AS text FROM ${table} WHERE ${column} LIKE '% / %'`;
      for (const { text } of (await runner.query(written)) as { text: string }[]) {
        const stored = storedReason(text);
        if (stored !== null) await runner.query(`UPDATE ${table} SET ${column} = ? WHERE ${column} = ?`, [stored, text]);
      }
    }
    /* A bare word, which people write too: it is the program's only where the program took the step. */
    const expired = [marked({ code: 'REQUEST_EXPIRED' })];
    await runner.query(
      `UPDATE broadcast_session SET reason = ? WHERE reason = 'EXPIRED'
       AND id IN (SELECT h.sessionId FROM session_history h WHERE h.verb = 'expireSession')`,
      expired,
    );
    await runner.query(`UPDATE session_history SET reason = ? WHERE reason = 'EXPIRED' AND verb = 'expireSession'`, expired);
  }

  /** The words of a reason are lost with its code's meaning; older programs show the code. */
  down(): Promise<void> {
    return Promise.resolve();
  }
}

function storedReason(text: string): string | null {
  if (CODES[text] !== undefined) return marked({ code: CODES[text] });
  const words = Object.keys(CODES).find((candidate) => text.startsWith(`${candidate}: `));
  if (words === undefined) return null;
  const value = text.slice(words.length + 2);
  return marked({ code: CODES[words]!, ...(value === '–' ? {} : { value }) });
}

/** Behind a character that no text of a person holds. */
function marked(reason: { code: string; value?: string }): string {
  return `\u200b${JSON.stringify(reason)}`;
}
