import { spawnSync } from 'node:child_process';

/** Whether this machine has the programs with which a server's database is backed up. */
export function hasServerPrograms(): boolean {
  return spawnSync('mariadb-dump', ['--version']).status === 0;
}
