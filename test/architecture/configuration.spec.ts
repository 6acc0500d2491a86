import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { BadSettings, SETTINGS_SCHEMA, readSettings } from '../../src/platform/config/settings.js';

interface Service {
  image?: string;
  user?: string;
  privileged?: boolean;
  build?: string;
  container_name?: string;
  ports?: string[];
  command?: string[];
  environment?: Record<string, string>;
  healthcheck?: { test: string[]; interval: string; timeout: string; retries: number };
  depends_on?: Record<string, { condition: string }>;
  cap_add?: string[];
  network_mode?: string;
  volumes?: string[];
}

const textOf = (name: string) => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');
const settingKeys = Object.keys(SETTINGS_SCHEMA.shape);
const composeText = textOf('docker-compose.yml');
const compose = parse(composeText, { merge: true }) as { services: Record<string, Service>; volumes: Record<string, null> };
const example = new Map(
  textOf('.env.example')
    .split('\n')
    .filter((line) => /^[A-Z]/.test(line))
    .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
);
/* Names of ${NAME}, ${NAME:-default} and ${NAME:?message}. */
const interpolated = new Set([...composeText.matchAll(/\$\{([A-Z_]+)/g)].map((match) => match[1]!));

describe('.env.example', () => {
  it('lists every key of the settings, and beside them only what docker-compose.yml asks for', () => {
    const composeOnly = [...interpolated].filter((key) => !settingKeys.includes(key));
    expect([...example.keys()].sort()).toEqual([...settingKeys, ...composeOnly].sort());
  });

  it('holds the defaults and no secret', () => {
    expect(readSettings(Object.fromEntries(example))).toEqual(readSettings({}));
    for (const key of ['PERSONAL_DATA_KEYS', 'BLIND_INDEX_KEY', 'AUDIT_KEY', 'MARIADB_PASSWORD']) expect(example.get(key)).toBe('');
  });

  it('explains every key in Chinese and English', () => {
    for (const block of textOf('.env.example')
      .split('\n\n')
      .filter((entry) => /^[A-Z]/m.test(entry))) {
      const comment = block
        .split('\n')
        .filter((line) => line.startsWith('#'))
        .join('\n');
      expect(comment).toMatch(/\p{Script=Han}{3}/u);
      expect(comment).toMatch(/[A-Za-z]+ [a-z]+/);
    }
  });
});

describe.each(['README.md', 'README.zh-CN.md'])('the table of %s', (name) => {
  const [, table] = /^## (?:Configuration|配置)\n([^]*?)^## /m.exec(textOf(name))!;
  const rows = new Map([...table!.matchAll(/^\| `([A-Z_]+)` *\| ([^|]+?) *\|/gm)].map(([, key, shown]) => [key!, shown!]));

  it('has every key of the settings and no other', () => {
    expect([...rows.keys()].sort()).toEqual([...settingKeys].sort());
  });

  it('shows the defaults', () => {
    const defaults = readSettings({}) as Record<string, unknown>;
    for (const [key, shown] of rows) if (shown.startsWith('`')) expect(`${key} \`${String(defaults[key])}\``).toBe(`${key} ${shown}`);
    const unset = [...rows].filter(([, shown]) => !shown.startsWith('`')).map(([key]) => key);
    expect(unset.filter((key) => key !== 'PUBLIC_URL' && defaults[key] !== undefined)).toEqual([]);
  });
});

describe('the settings', () => {
  it('name all bad keys at once', () => {
    const bad = {
      NODE_ENV: 'production',
      HOST: '',
      PORT: '65536',
      DATABASE_URL: 'postgres://x',
      DATABASE_POOL_SIZE: '1',
      REDIS_URL: 'http://x',
      REDIS_PREFIX: 'parkcast',
      PERSONAL_DATA_KEYS: 'k1:short',
      BLIND_INDEX_KEY: 'x'.repeat(31),
      LOG_LEVEL: 'loud',
      LOAD_DEMO: 'yes',
      TRUST_PROXY: '1',
    };
    const error = (() => {
      try {
        return readSettings(bad);
      } catch (thrown) {
        return thrown as BadSettings;
      }
    })();
    expect(error).toBeInstanceOf(BadSettings);
    const named = (error as BadSettings).problems.map((problem) => problem.split(':')[0]);
    expect(named.sort()).toEqual([...Object.keys(bad).filter((key) => key !== 'NODE_ENV'), 'AUDIT_KEY'].sort());
    expect((error as BadSettings).message).not.toContain('k1:short');
    for (const problem of (error as BadSettings).problems)
      expect(problem).toMatch(/^[A-Z_]+: [^\n]*\p{Script=Han}[^\n]* \/ [^\n]*[A-Za-z]{4}/u);
  });

  it('tell the rule for the ids of keys', () => {
    const withId = (id: string) => () => readSettings({ PERSONAL_DATA_KEYS: `${id}:${Buffer.alloc(32).toString('base64')}` });
    expect(withId('kNEW')).toThrow(/1 至 16 个小写字母和数字.*1 to 16 lower-case letters and digits/);
    expect(withId('k'.repeat(17))).toThrow('1 to 16');
    expect(withId('k'.repeat(16))).not.toThrow();
  });

  it('take the address of this machine for the public one until another is given', () => {
    const publicUrlOf = (environment: Record<string, string>) => readSettings(environment).PUBLIC_URL;
    expect(publicUrlOf({})).toBe('http://127.0.0.1:4000');
    expect(publicUrlOf({ PORT: '4102', PUBLIC_URL: '' })).toBe('http://127.0.0.1:4102');
    expect(publicUrlOf({ HOST: '0.0.0.0', PORT: '80' })).toBe('http://127.0.0.1:80');
    expect(publicUrlOf({ HOST: '::1' })).toBe('http://[::1]:4000');
    expect(publicUrlOf({ PORT: '4102', PUBLIC_URL: 'https://yuanbo.example.cn' })).toBe('https://yuanbo.example.cn');
    expect(() => readSettings({ PUBLIC_URL: 'yuanbo.example.cn' })).toThrow('PUBLIC_URL');
  });

  it('refuse Redis beside the embedded database, and production without secrets', () => {
    expect(() => readSettings({ REDIS_URL: 'redis://127.0.0.1' })).toThrow('needs DATABASE_URL');
    expect(() => readSettings({ NODE_ENV: 'production' })).toThrow(/PERSONAL_DATA_KEYS[^]*BLIND_INDEX_KEY[^]*AUDIT_KEY/);
  });
});

describe('docker-compose.yml', () => {
  it('has the database, Redis, the API and a worker, each with a bounded health check', () => {
    expect(Object.keys(compose.services).sort()).toEqual(['api', 'mariadb', 'redis', 'worker']);
    for (const service of Object.values(compose.services)) {
      expect(service.healthcheck).toMatchObject({ interval: expect.any(String), timeout: expect.any(String), retries: expect.any(Number) });
      expect(service.healthcheck!.test[0]).toBe('CMD');
    }
    expect([compose.services.mariadb!.image, compose.services.redis!.image]).toEqual(['mariadb:10.11', 'redis:7']);
    expect(compose.services.mariadb!.command).toContain('--character-set-server=utf8mb4');
    expect(compose.services.redis!.command!.join(' ')).toContain('--maxmemory-policy noeviction');
  });

  it('starts API and worker after their services, with settings that the program accepts', () => {
    const fill = (text: string) =>
      text.replace(/\$\{([A-Z_]+)(?::-([^}]*))?(?::\?[^}]*)?\}/g, (_, name: string, fallback?: string) => {
        if (fallback !== undefined) return fallback;
        return name === 'PERSONAL_DATA_KEYS' ? `k1:${Buffer.alloc(32).toString('base64')}` : 'x'.repeat(32);
      });
    for (const name of ['api', 'worker']) {
      const { depends_on: dependencies, environment } = compose.services[name]!;
      expect(dependencies).toEqual({ mariadb: { condition: 'service_healthy' }, redis: { condition: 'service_healthy' } });
      expect(Object.keys(environment!).sort()).toEqual([...settingKeys].sort());
      const settings = readSettings(Object.fromEntries(Object.entries(environment!).map(([key, value]) => [key, fill(value)])));
      expect(settings).toMatchObject({ NODE_ENV: 'production', REDIS_PREFIX: '{parkcast}', LOAD_DEMO: false });
    }
  });

  it('writes no secret and demands each one', () => {
    for (const key of ['PERSONAL_DATA_KEYS', 'BLIND_INDEX_KEY', 'AUDIT_KEY', 'MARIADB_PASSWORD']) {
      expect(composeText).toContain(`\${${key}:?`);
      expect(composeText).not.toMatch(new RegExp(`\\$\\{${key}(:-|\\})`));
    }
  });

  it('runs nothing privileged, publishes the API on this machine only, and lets workers scale', () => {
    for (const service of Object.values(compose.services)) {
      expect([service.privileged, service.cap_add, service.network_mode]).toEqual([undefined, undefined, undefined]);
      expect(['root', '0', '0:0']).not.toContain(service.user);
      for (const volume of service.volumes ?? []) expect(Object.keys(compose.volumes)).toContain(volume.split(':')[0]);
    }
    expect(
      Object.entries(compose.services)
        .filter(([, service]) => service.ports)
        .map(([name]) => name),
    ).toEqual(['api']);
    expect(compose.services.api!.ports).toEqual([expect.stringMatching(/^127\.0\.0\.1:/)]);
    expect(compose.services.worker!.container_name).toBeUndefined();
  });
});

describe('the image', () => {
  it('is built in stages, runs as an ordinary user and checks its health without further tools', () => {
    const stages = textOf('Dockerfile')
      .split(/^FROM /m)
      .slice(1);
    expect(stages.map((stage) => stage.split(/\s/)[0])).toEqual(['node:22-slim', 'node:22-slim']);
    expect(stages.at(-1)).toMatch(/^USER node$/m);
    expect(stages.at(-1)).toMatch(/^HEALTHCHECK [^]*fetch\('http:\/\/127\.0\.0\.1:' \+ process\.env\.PORT \+ '\/health\/live'\)/m);
    expect(stages.at(-1)).not.toMatch(/npm ci|COPY \. /);
    for (const name of ['.env', 'data', 'node_modules', '.git']) expect(textOf('.dockerignore').split('\n')).toContain(name);
  });
});
