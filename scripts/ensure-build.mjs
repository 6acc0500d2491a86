/* Builds dist/ when it is missing or older than the sources, so that `npm start` works in a fresh checkout. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const BUILT = join(ROOT, 'dist', 'main.js');
const COMPILER = join(ROOT, 'node_modules', '@nestjs', 'cli', 'bin', 'nest.js');
const CONFIGURATION = ['package-lock.json', 'tsconfig.json', 'tsconfig.build.json', 'nest-cli.json'];

/** Time of the latest change below a folder; folders count too, so that a removed file is noticed. */
function newestBelow(folder) {
  return readdirSync(folder, { recursive: true }).reduce(
    (newest, name) => Math.max(newest, statSync(join(folder, name)).mtimeMs),
    statSync(folder).mtimeMs,
  );
}

function reasonToBuild() {
  const sources = join(ROOT, 'src');
  if (!existsSync(sources)) return null;
  if (!existsSync(BUILT)) return '首次构建 / first build';
  const newest = Math.max(newestBelow(sources), ...CONFIGURATION.map((name) => statSync(join(ROOT, name)).mtimeMs));
  return newest > statSync(BUILT).mtimeMs ? '源代码有更新 / the sources are newer' : null;
}

const reason = reasonToBuild();
if (reason !== null) {
  console.error(`${reason}:正在构建,约半分钟 / building, this takes about half a minute …`);
  if (!existsSync(COMPILER)) {
    console.error('缺少依赖包,请先运行 npm ci / The packages are missing: run npm ci first.');
    process.exit(1);
  }
  const { status } = spawnSync(process.execPath, [COMPILER, 'build'], { cwd: ROOT, stdio: ['ignore', 2, 2] });
  if (status !== 0) {
    /* The compiler writes files in spite of errors; they must not pass for a build at the next start. */
    rmSync(BUILT, { force: true });
    console.error('构建失败 / The build failed.');
    process.exit(1);
  }
}
