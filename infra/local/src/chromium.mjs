// The browser of the browser tests: Debian's Chromium, with a font that has Chinese characters.
import { existsSync } from 'node:fs';
import { installCommand, missing } from './tools.mjs';
import { Told } from './words.mjs';

const packages = 'chromium fonts-wqy-microhei';
const usualPath = '/usr/bin/chromium';
const font = '/usr/share/fonts/truetype/wqy/wqy-microhei.ttc';

/**
 * @param {import('./keeper.mjs').Keeper} keeper
 * @param {import('./words.mjs').Log} log
 * @returns {Promise<string>} the path of a Chromium
 */
export async function ensureChromium(keeper, log) {
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    if (existsSync(given)) return given;
    throw new Told(
      `CHROMIUM_PATH 指向的文件不存在：${given}`,
      'the file that CHROMIUM_PATH names does not exist',
    );
  }
  if (existsSync(usualPath) && existsSync(font)) return usualPath;
  if (!canInstall())
    throw missing(
      'Chromium 与中文字体（浏览器测试用）',
      'Chromium with a Chinese font, for the browser tests',
      packages,
    );
  log('安装 Chromium 与中文字体', 'installing Chromium and a Chinese font');
  const command = `apt-get update -qq && ${installCommand(`-qq --no-install-recommends ${packages}`)}`;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { code, output } = await keeper.run({ name: 'apt-get', command: 'sh', args: ['-c', command], env });
  if (code !== 0)
    throw new Told('未能安装 Chromium', `Chromium could not be installed: ${command}`, output.slice(-2000));
  return usualPath;
}

function canInstall() {
  return existsSync('/etc/debian_version') && process.getuid?.() === 0;
}
