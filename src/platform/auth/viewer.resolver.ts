import { Resolver } from '@nestjs/graphql';
import { QueryOperation } from '../graphql/operations.js';
import type { Caller } from './caller.js';
import { CurrentCaller } from './current-caller.js';
import { OpenBeforePasswordChange, SIGNED_IN } from './permissions.js';
import { Viewer } from './viewer.objects.js';
import { Viewers } from './viewers.js';

/** Who is signed in. */
@Resolver()
export class ViewerResolver {
  constructor(private readonly viewers: Viewers) {}

  @OpenBeforePasswordChange()
  @QueryOperation(() => Viewer, { zh: '当前登录者及其角色', en: 'Who is signed in, and the roles held', permission: SIGNED_IN })
  viewer(@CurrentCaller() caller: Caller): Viewer {
    return this.viewers.of(caller);
  }
}
