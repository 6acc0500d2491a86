import { declareRefusal } from '../errors/refusals.js';

export const SIGN_IN_REFUSED = declareRefusal('SIGN_IN_REFUSED', {
  zh: () => '登录名或密码不正确,或者账号已停用。',
  en: () => 'The sign-in name or the password is wrong, or the account is disabled.',
  cureZh: () => '请核对后重试;忘记密码请联系管理员。',
  cureEn: () => 'Check both and try again; ask the administrator when the password is lost.',
});

export const PASSWORD_WRONG = declareRefusal('PASSWORD_WRONG', {
  zh: () => '当前密码不正确。',
  en: () => 'The current password is wrong.',
  cureZh: () => '请重新输入当前密码。',
  cureEn: () => 'Enter the current password again.',
});

export const PASSWORD_TOO_WEAK = declareRefusal('PASSWORD_TOO_WEAK', {
  zh: () => '密码太容易猜到:不能包含登录名,不能是常见密码或单一字符的重复。',
  en: () => 'The password is easy to guess: it must not contain the sign-in name, be a common one or repeat one character.',
  cureZh: () => '请换一个 10 个字符以上、别人猜不到的密码。',
  cureEn: () => 'Choose another one of at least 10 characters.',
});

export const LOGIN_NAME_TAKEN = declareRefusal<{ loginName: string }>('LOGIN_NAME_TAKEN', {
  zh: ({ loginName }) => `登录名“${loginName}”已被使用。`,
  en: ({ loginName }) => `The sign-in name "${loginName}" is taken.`,
  cureZh: () => '请换一个登录名。',
  cureEn: () => 'Choose another name.',
});

export const LAST_ADMINISTRATOR = declareRefusal('LAST_ADMINISTRATOR', {
  zh: () => '这是最后一个系统管理员,不能停用或收回其权限。',
  en: () => 'This is the last administrator; it cannot be disabled or lose the role.',
  cureZh: () => '请先任命另一名系统管理员。',
  cureEn: () => 'Appoint another administrator first.',
});

export const ROLE_SCOPE_MISMATCH = declareRefusal<{ role: string; allowed: string }>('ROLE_SCOPE_MISMATCH', {
  zh: ({ role, allowed }) => `角色 ${role} 只能授予以下范围:${allowed}。`,
  en: ({ role, allowed }) => `The role ${role} can only be granted over: ${allowed}.`,
  cureZh: () => '请按允许的范围重新授予。',
  cureEn: () => 'Grant it over one of these scopes.',
});

export const TOKEN_TOO_LONG_LIVED = declareRefusal<{ daysMax: number }>('TOKEN_TOO_LONG_LIVED', {
  zh: ({ daysMax }) => `令牌的有效期须在将来,且最长 ${daysMax} 天。`,
  en: ({ daysMax }) => `A token must end in the future, at most ${daysMax} days from now.`,
  cureZh: () => '请选择更近的有效期。',
  cureEn: () => 'Choose an earlier expiry.',
});

export const PERMISSION_UNKNOWN = declareRefusal<{ permission: string }>('PERMISSION_UNKNOWN', {
  zh: ({ permission }) => `没有名为“${permission}”的权限,或者您自己没有这项权限。`,
  en: ({ permission }) => `There is no permission "${permission}", or you do not hold it yourself.`,
  cureZh: () => '请从您自己的权限中选择。',
  cureEn: () => 'Choose from your own permissions.',
});

export const PASSWORD_UNCHANGED = declareRefusal('PASSWORD_UNCHANGED', {
  zh: () => '新密码与当前密码相同。',
  en: () => 'The new password is the same as the current one.',
  cureZh: () => '请设置一个不同的密码。',
  cureEn: () => 'Choose a different one.',
});

export const ACCOUNT_STATE_FORBIDS = declareRefusal<{ status: string }>('ACCOUNT_STATE_FORBIDS', {
  zh: ({ status }) => `账号当前状态为 ${status},不能进行此操作。`,
  en: ({ status }) => `The account is ${status}, which does not allow this.`,
  cureZh: () => '请刷新后核对账号状态。',
  cureEn: () => 'Load the account again and check its status.',
});

export const API_TOKENS_TOO_MANY = declareRefusal<{ countMax: number }>('API_TOKENS_TOO_MANY', {
  zh: ({ countMax }) => `每个账号最多有 ${countMax} 个有效令牌。`,
  en: ({ countMax }) => `An account has at most ${countMax} tokens in force.`,
  cureZh: () => '请先撤销不再使用的令牌。',
  cureEn: () => 'Revoke those that are no longer used.',
});

export const API_TOKEN_REVOKED = declareRefusal('API_TOKEN_REVOKED', {
  zh: () => '这个令牌已经撤销。',
  en: () => 'This token was revoked before.',
  cureZh: () => '如需使用,请新建一个令牌。',
  cureEn: () => 'Create a new token if one is needed.',
});

export const ROLE_ALREADY_GRANTED = declareRefusal<{ role: string }>('ROLE_ALREADY_GRANTED', {
  zh: ({ role }) => `该账号在这个范围内已有角色 ${role}。`,
  en: ({ role }) => `The account already holds the role ${role} over this scope.`,
  cureZh: () => '不需要再操作。',
  cureEn: () => 'Nothing needs to be done.',
});
