import { Controller, Get, Header } from '@nestjs/common';
import { liveScript } from './live';
import { icon, styles } from './styles';

const FOREVER = 'public, max-age=31536000, immutable';

/** Three files, made from the program itself: no path from a request reaches a folder. */
@Controller('assets')
export class AssetsController {
  @Get('console.css')
  @Header('Content-Type', 'text/css; charset=utf-8')
  @Header('Cache-Control', FOREVER)
  css(): string {
    return styles;
  }

  @Get('live.js')
  @Header('Content-Type', 'text/javascript; charset=utf-8')
  @Header('Cache-Control', FOREVER)
  live(): string {
    return liveScript;
  }

  @Get('icon.svg')
  @Header('Content-Type', 'image/svg+xml')
  @Header('Cache-Control', FOREVER)
  icon(): string {
    return icon;
  }
}
