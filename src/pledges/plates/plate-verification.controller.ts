import { Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { Public } from '../../platform/auth/permissions.js';
import { Clock } from '../../platform/clock/clock.js';
import { localDateOf } from '../../platform/clock/local-date.js';
import { INSTALLATION_SCOPE } from '../../platform/database/ids.js';
import { AddressRate } from './address-rate.js';
import { tokenDigestOf, VERIFY_PATH } from './plate-code.js';
import { PAGE_POLICY, type PlateFacts, tooOftenPage, verdictPage } from './plate-page.js';
import type { PlateStatus } from './plate-states.js';
import { verdictOf } from './plate.rules.js';

/** How long a browser or a proxy may keep an answer. */
const CACHED_SECONDS = 60;
/** A market of phones behind one address scans, a machine that tries codes is slowed down. */
const RATE = { requestsMax: 120, windowMs: 60_000, addressesMax: 10_000 };
const FOUND = 200;
const UNKNOWN = 404;
const TOO_OFTEN = 429;

type PlateRow = PlateFacts & { status: PlateStatus };

/**
 * `GET /verify/<token>`: what a visitor sees who scans a plate. No sign-in, no script; one row read by its index, with
 * the name of its shop. Whatever is not the token of a
 * plate gets one and the same answer after the same work, so trying codes tells nothing.
 */
@Controller(VERIFY_PATH)
export class PlateVerificationController {
  private readonly rate = new AddressRate(RATE);

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  @Public()
  @Get('*')
  async page(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<FastifyReply> {
    void reply.header('content-security-policy', PAGE_POLICY).type('text/html; charset=utf-8');
    const waitSeconds = this.rate.waitSeconds(request.ip, Date.now());
    if (waitSeconds > 0) return reply.status(TOO_OFTEN).header('retry-after', waitSeconds).send(tooOftenPage());
    const plate = await this.plateOf((request.params as { '*'?: string })['*'] ?? '');
    const verdict = verdictOf(plate, localDateOf(this.clock.now()));
    return reply
      .status(verdict === 'UNKNOWN' ? UNKNOWN : FOUND)
      .header('cache-control', `public, max-age=${CACHED_SECONDS}`)
      .send(verdictPage(verdict, plate));
  }

  private async plateOf(token: string): Promise<PlateRow | null> {
    const [row] = await this.dataSource.query<PlateRow[]>(
      `SELECT p.status, p.serialNumber, f.name AS storefrontName, p.issuerName, p.pledgeName, p.pledgeNameEn, p.issuedOn, p.validUntil,
         p.fulfilledCount
       FROM plate p JOIN storefront f ON f.id = p.storefrontId WHERE p.scopeId = ? AND p.tokenDigest = ?`,
      [INSTALLATION_SCOPE, tokenDigestOf(token)],
    );
    return row ?? null;
  }
}
