import { TestApp } from '../support/test-app.js';

describe('the GraphQL endpoint', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await TestApp.start();
  });
  afterAll(() => app.close());

  it('tells the signed-in caller who it is', async () => {
    const token = await app.administrator();
    const { viewer } = await app.ask<{ viewer: { displayName: string; grants: { role: string }[] } }>(
      token,
      '{ viewer { displayName grants { role } } }',
    );
    expect(viewer).toEqual({ displayName: '管理员', grants: [{ role: 'PLATFORM_ADMIN' }] });
  });

  it('answers UNAUTHENTICATED in the language of the request without a token', async () => {
    const zh = await app.send(null, '{ viewer { accountId } }');
    const en = await app.send(null, '{ viewer { accountId } }', {}, { 'accept-language': 'en-US,en;q=0.9' });
    expect(zh.errors?.[0]).toMatchObject({ message: '请先登录,或重新登录。', extensions: { code: 'UNAUTHENTICATED' } });
    expect(en.errors?.[0]?.message).toBe('Sign in, or sign in again.');
  });
});
