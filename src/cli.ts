import { runCommand } from './commands/run-command.js';
import { terminal } from './commands/terminal.js';

/* `process.exit`, because a connection that lingers must not keep a finished command alive. */
process.exit(await runCommand(process.argv.slice(2), { environment: process.env, terminal }));
