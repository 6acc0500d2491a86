import type { PledgeAudience, RenewalRule } from './template-states.js';

/** A draft that comes with the program. A park adopts it, changes the wording as its committee decides, and publishes it. */
export interface ShippedTemplate {
  code: string;
  name: string;
  nameEn: string;
  audience: PledgeAudience;
  preamble: string;
  preambleEn: string;
  clauses: readonly { text: string; textEn: string }[];
  declaredClauseCount: number;
  validityMonths: number;
  renewalNoticeDays: number;
  renewalRule: RenewalRule;
}

const YEARLY = { validityMonths: 12, renewalNoticeDays: 30, renewalRule: 'FROM_EXPIRY' } as const;

/* The names are those of the sources (inventory 46-48); the wording is our own and binds nobody before a park publishes it. */

const TEN_FOR_MEMBERS: ShippedTemplate = {
  code: 'ECOMMERCE_MEMBER_TEN',
  name: '电商党员十不准',
  nameEn: 'Ten don’ts for members in e-commerce',
  audience: 'STREAMER',
  preamble: '作为从事电商和直播的党员，我自愿遵守以下十条，接受党组织和消费者监督：',
  preambleEn:
    'As a member who works in e-commerce and on livestreams I keep these ten rules of my own will, watched by my organization and by customers:',
  clauses: [
    {
      text: '不准销售假冒伪劣、来源不明或者证照不全的商品。',
      textEn: 'I sell no fake or faulty goods, none of unknown origin and none without papers.',
    },
    {
      text: '不准夸大功效、编造产地和故事误导消费者。',
      textEn: 'I do not mislead customers by inflated effects or invented origins and stories.',
    },
    { text: '不准虚构原价、虚假打折或者隐瞒计价单位。', textEn: 'I invent no former prices or discounts and hide no unit of price.' },
    { text: '不准刷单炒信，不准组织或者购买虚假评价。', textEn: 'I place no false orders and neither arrange nor buy false reviews.' },
    {
      text: '不准推诿退换货，不准对投诉的消费者冷言恶语。',
      textEn: 'I do not dodge returns and am never rude to a customer who complains.',
    },
    { text: '不准泄露、倒卖或者违规使用消费者个人信息。', textEn: 'I neither leak nor sell nor misuse customers’ personal data.' },
    {
      text: '不准恶意诋毁同行，不准用恶意投诉打压竞争对手。',
      textEn: 'I do not smear competitors and use no malicious complaint against them.',
    },
    { text: '不准在直播中出现低俗、暴力、封建迷信等内容。', textEn: 'I show nothing vulgar, violent or superstitious on the air.' },
    {
      text: '不准借党员身份、党组织名义搞商业炒作和不当营销。',
      textEn: 'I do not use my membership or the name of an organization for advertising.',
    },
    {
      text: '不准压价欺农、拖欠货款，不准侵占助农项目利益。',
      textEn: 'I neither squeeze farmers nor delay what they are owed nor take what is meant for them.',
    },
  ],
  declaredClauseCount: 10,
  ...YEARLY,
};

const HEALTHY_CONDUCT: ShippedTemplate = {
  code: 'HEALTHY_CONDUCT',
  name: '直播电商健康规范经营倡议',
  nameEn: 'Call for sound and orderly conduct in livestream commerce',
  audience: 'STORE',
  preamble: '本店积极响应健康规范经营倡议，愿作放心消费的诚信店，郑重承诺：',
  preambleEn: 'This shop joins the call for sound and orderly conduct, wants to be a place of carefree buying, and pledges:',
  clauses: [
    { text: '亮照经营，如实公示经营者名称、地址和联系方式。', textEn: 'We show our licence and give our true name, address and contact.' },
    {
      text: '严把进货关，索证索票，商品来源可以追溯。',
      textEn: 'We check what we buy, keep papers and receipts, and can trace every product.',
    },
    {
      text: '明码标价，价格、单位和比较基准清楚真实。',
      textEn: 'We mark prices plainly: price, unit and basis of comparison are clear and true.',
    },
    { text: '真实宣传，不作虚假或者引人误解的介绍。', textEn: 'We advertise truthfully and describe nothing in a misleading way.' },
    {
      text: '履行售后责任，依法退换，投诉在约定时限内答复。',
      textEn: 'We stand by what we sold, take it back as the law says and answer complaints in time.',
    },
    { text: '保护消费者个人信息，只用于完成交易。', textEn: 'We protect customers’ data and use them only to complete the trade.' },
    {
      text: '公平竞争，不刷单、不恶意压价、不恶意投诉。',
      textEn: 'We compete fairly: no false orders, no ruinous prices, no malicious complaints.',
    },
    { text: '配合园区和监管部门检查，发现问题立即整改。', textEn: 'We cooperate with inspections and mend at once what is found.' },
  ],
  declaredClauseCount: 8,
  ...YEARLY,
};

const SEVEN_DONTS: ShippedTemplate = {
  code: 'SEVEN_DONTS',
  name: '七不公约',
  nameEn: 'Covenant of seven don’ts',
  audience: 'STREAMER',
  preamble: '为了大家的安全和行业的声誉，我愿与同行共同遵守以下公约：',
  preambleEn: 'For everybody’s safety and the good name of our trade I keep this covenant with my colleagues:',
  clauses: [
    {
      text: '不违反交通法规，送货途中不抢行、不逆行。',
      textEn: 'I break no traffic rules and neither push ahead nor ride against the traffic.',
    },
    { text: '不销售、不投递国家禁止流通的物品。', textEn: 'I neither sell nor deliver what the state forbids.' },
    { text: '不损毁、不私拆、不丢弃消费者的包裹。', textEn: 'I damage, open or throw away no parcel of a customer.' },
    {
      text: '不与消费者争吵，遇到纠纷先讲道理、再找组织。',
      textEn: 'I do not quarrel with customers; in a dispute I first talk and then ask for help.',
    },
    {
      text: '不打听、不泄露消费者的住址、电话和隐私。',
      textEn: 'I neither pry into nor disclose addresses, phone numbers or private matters.',
    },
    { text: '不造谣传谣，不发布未经核实的信息。', textEn: 'I spread no rumors and publish nothing that was not checked.' },
    {
      text: '不拉帮结派、恶意竞争，同行之间守望相助。',
      textEn: 'I form no cliques and compete without malice; colleagues help one another.',
    },
  ],
  declaredClauseCount: 7,
  ...YEARLY,
};

const HOST_CONDUCT: ShippedTemplate = {
  code: 'HOST_CONDUCT',
  name: '主播从业承诺',
  nameEn: 'Pledge of a livestream host',
  audience: 'STREAMER',
  preamble: '本人从事网络直播，已知悉有关法律法规和平台规则，郑重承诺：',
  preambleEn: 'I work as a livestream host, know the law and the rules of the platforms, and pledge:',
  clauses: [
    {
      text: '实名开播，如实提供身份信息，不出租、出借账号。',
      textEn: 'I go on the air under my verified name and neither rent out nor lend my account.',
    },
    {
      text: '先学后播，按要求参加岗前培训和年度培训。',
      textEn: 'I learn before I broadcast and take the first lesson and the yearly training.',
    },
    { text: '了解所售商品，不对没有依据的功效作承诺。', textEn: 'I know what I sell and promise no effect that is not proven.' },
    { text: '使用数字人或者合成内容时全程作出明显标识。', textEn: 'I label digital persons and generated content clearly and throughout.' },
    { text: '言行文明，着装得体，自觉抵制低俗内容。', textEn: 'I speak, act and dress decently and keep away from vulgar content.' },
    {
      text: '尊重并保护未成年人，不诱导其打赏和消费。',
      textEn: 'I respect and protect minors and never lure them into gifts or purchases.',
    },
    {
      text: '发现口误或者错误信息，当场更正并留存记录。',
      textEn: 'I correct a slip or a wrong statement on the spot and keep the record.',
    },
    {
      text: '依法申报收入，按约定履行与机构和商家的合同。',
      textEn: 'I declare my income and keep my contracts with agencies and sellers.',
    },
    {
      text: '接受园区监督，对投诉如实说明、及时改正。',
      textEn: 'I accept supervision, explain complaints truthfully and mend my faults in time.',
    },
  ],
  declaredClauseCount: 9,
  ...YEARLY,
};

/** The drafts that every park may adopt, in the order in which they are shown. */
export const SHIPPED_TEMPLATES: readonly ShippedTemplate[] = [TEN_FOR_MEMBERS, HEALTHY_CONDUCT, SEVEN_DONTS, HOST_CONDUCT];
