import { Args, ID, Resolver } from '@nestjs/graphql';
import type { Caller } from '../platform/auth/caller.js';
import { CurrentCaller } from '../platform/auth/current-caller.js';
import type { Page, Selection } from '../platform/database/listing.js';
import { described } from '../platform/graphql/descriptions.js';
import { MutationOperation, QueryOperation } from '../platform/graphql/operations.js';
import { Selected, selectionBelow } from '../platform/graphql/selection.js';
import { SkillCertificates } from './skill-certificates.service.js';
import { SkillEvidences } from './skill-evidences.service.js';
import {
  EnrollSkillTrackInput,
  RecordFirstLessonInput,
  RecordObservationInput,
  RecordRehearsalInput,
  RecordSkillAssessmentInput,
  RecordSkillTrainingInput,
  RecordStateSkillLevelInput,
  RecordSupervisedSessionInput,
  SkillCertificatesArgs,
  SkillTrackReasonInput,
  SkillTracksArgs,
  WithdrawSkillEvidenceInput,
} from './skill-tracks.inputs.js';
import {
  SkillCertificateConnection,
  type SkillCertificateView,
  SkillTrackConnection,
  SkillTrackPayload,
  SkillTrackView,
  StateSkillLevelConnection,
  StateSkillLevelPayload,
  type StateSkillLevelView,
} from './skill-tracks.objects.js';
import { SkillTrackQueries } from './skill-tracks.queries.js';
import { SkillTracks } from './skill-tracks.service.js';

const INPUT = { description: described('输入', 'Input') };

/** Tracks, their evidence and their certificates. */
@Resolver()
export class SkillTracksResolver {
  constructor(
    private readonly queries: SkillTrackQueries,
    private readonly tracks: SkillTracks,
    private readonly evidences: SkillEvidences,
    private readonly certificates: SkillCertificates,
  ) {}

  @QueryOperation(() => SkillTrackConnection, { zh: '主播培养个案列表', en: 'Tracks of streamers in training', permission: 'skills.read' })
  skillTracks(
    @CurrentCaller() caller: Caller,
    @Args() args: SkillTracksArgs,
    @Selected() selection: Selection,
  ): Promise<Page<SkillTrackView>> {
    return this.queries.skillTracks(caller, args, selection);
  }

  @QueryOperation(() => SkillTrackView, { zh: '一个主播培养个案', en: 'One track', permission: 'skills.read', nullable: true })
  skillTrack(
    @CurrentCaller() caller: Caller,
    @Args('id', { type: () => ID, description: described('编号', 'Id') }) id: string,
    @Selected() selection: Selection,
  ): Promise<SkillTrackView | null> {
    return this.queries.skillTrack(caller, id, selection);
  }

  @QueryOperation(() => SkillCertificateConnection, { zh: '主播证书列表', en: "Hosts' certificates", permission: 'skills.read' })
  skillCertificates(
    @CurrentCaller() caller: Caller,
    @Args() args: SkillCertificatesArgs,
    @Selected() selection: Selection,
  ): Promise<Page<SkillCertificateView>> {
    return this.queries.skillCertificates(caller, args, selection);
  }

  @QueryOperation(() => StateSkillLevelConnection, {
    zh: '国家职业技能等级列表(排序按发证日期)',
    en: "Levels of the state's standard, sorted by their day of issue",
    permission: 'skills.read',
  })
  stateSkillLevels(
    @CurrentCaller() caller: Caller,
    @Args() args: SkillCertificatesArgs,
    @Selected() selection: Selection,
  ): Promise<Page<StateSkillLevelView>> {
    return this.queries.stateSkillLevels(caller, args, selection);
  }

  @MutationOperation(() => SkillTrackPayload, {
    zh: '主播入列(G0):核对实名、年龄、监护人同意、企业合同',
    en: 'Enroll a streamer (G0): identity, age, guardian and contract are checked',
    permission: 'skills.train',
  })
  async enrollSkillTrack(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: EnrollSkillTrackInput,
    @Selected() selection: Selection,
  ): Promise<SkillTrackPayload> {
    return this.shown(caller, await this.tracks.enrollSkillTrack(caller, input), selection);
  }

  @MutationOperation(() => SkillTrackPayload, {
    zh: '登记退出培养',
    en: 'Record that a trainee withdraws',
    permission: 'skills.train',
  })
  async withdrawSkillTrack(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: SkillTrackReasonInput,
    @Selected() selection: Selection,
  ): Promise<SkillTrackPayload> {
    return this.shown(caller, await this.tracks.withdrawSkillTrack(caller, input), selection);
  }

  @MutationOperation(() => SkillTrackPayload, {
    zh: '登记网络主播第一课(G1)或年度复训',
    en: 'Record a first lesson (G1) or its yearly refresh',
    permission: 'skills.train',
  })
  async recordFirstLesson(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: RecordFirstLessonInput,
    @Selected() selection: Selection,
  ): Promise<SkillTrackPayload> {
    return this.shown(caller, await this.evidences.recordFirstLesson(caller, input), selection);
  }

  @MutationOperation(() => SkillTrackPayload, {
    zh: '登记业务培训学时(G2)',
    en: 'Record class hours of a training (G2)',
    permission: 'skills.train',
  })
  async recordSkillTraining(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: RecordSkillTrainingInput,
    @Selected() selection: Selection,
  ): Promise<SkillTrackPayload> {
    return this.shown(caller, await this.evidences.recordSkillTraining(caller, input), selection);
  }

  @MutationOperation(() => SkillTrackPayload, {
    zh: '登记现场观摩(G3)',
    en: 'Record an observation (G3)',
    permission: 'skills.train',
  })
  async recordObservation(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: RecordObservationInput,
    @Selected() selection: Selection,
  ): Promise<SkillTrackPayload> {
    return this.shown(caller, await this.evidences.recordObservation(caller, input), selection);
  }

  @MutationOperation(() => SkillTrackPayload, {
    zh: '登记直播演练评分(G4)',
    en: 'Record the scores of a rehearsal (G4)',
    permission: 'skills.train',
  })
  async recordRehearsal(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: RecordRehearsalInput,
    @Selected() selection: Selection,
  ): Promise<SkillTrackPayload> {
    return this.shown(caller, await this.evidences.recordRehearsal(caller, input), selection);
  }

  @MutationOperation(() => SkillTrackPayload, {
    zh: '登记跟播带教场次(G5)',
    en: 'Record a supervised session (G5)',
    permission: 'skills.train',
  })
  async recordSupervisedSession(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: RecordSupervisedSessionInput,
    @Selected() selection: Selection,
  ): Promise<SkillTrackPayload> {
    return this.shown(caller, await this.evidences.recordSupervisedSession(caller, input), selection);
  }

  @MutationOperation(() => SkillTrackPayload, {
    zh: '登记考核(G6);合格即发证',
    en: 'Record an assessment (G6); a pass gives the certificate',
    permission: 'skills.certify',
  })
  async recordSkillAssessment(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: RecordSkillAssessmentInput,
    @Selected() selection: Selection,
  ): Promise<SkillTrackPayload> {
    return this.shown(caller, await this.certificates.recordSkillAssessment(caller, input), selection);
  }

  @MutationOperation(() => SkillTrackPayload, {
    zh: '收回证书,即日生效',
    en: 'Revoke the certificate as of today',
    permission: 'skills.certify',
  })
  async revokeSkillCertificate(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: SkillTrackReasonInput,
    @Selected() selection: Selection,
  ): Promise<SkillTrackPayload> {
    return this.shown(caller, await this.certificates.revokeSkillCertificate(caller, input), selection);
  }

  @MutationOperation(() => SkillTrackPayload, {
    zh: '撤销有误的材料(保留记录)',
    en: 'Take wrong evidence out of account; the record stays',
    permission: 'skills.certify',
  })
  async withdrawSkillEvidence(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: WithdrawSkillEvidenceInput,
    @Selected() selection: Selection,
  ): Promise<SkillTrackPayload> {
    return this.shown(caller, await this.tracks.withdrawSkillEvidence(caller, input), selection);
  }

  @MutationOperation(() => StateSkillLevelPayload, {
    zh: '登记国家职业技能等级证书(与园区证书分开)',
    en: "Record a level of the state's standard, apart from the park's certificate",
    permission: 'skills.train',
  })
  async recordStateSkillLevel(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: RecordStateSkillLevelInput,
    @Selected() selection: Selection,
  ): Promise<StateSkillLevelPayload> {
    const id = await this.certificates.recordStateSkillLevel(caller, input);
    return { stateSkillLevel: await this.queries.stateSkillLevel(caller, id, selectionBelow(selection, 'stateSkillLevel')) };
  }

  private async shown(caller: Caller, id: string, selection: Selection): Promise<SkillTrackPayload> {
    return { track: await this.queries.skillTrack(caller, id, selectionBelow(selection, 'track')) };
  }
}
