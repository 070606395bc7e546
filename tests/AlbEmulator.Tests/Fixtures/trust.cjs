// Opens each URL in Chromium as a user with this home: prints the status of the page, or the browser's error.
const { chromium } = require('playwright-core');

(async () => {
  const [home, ...urls] = process.argv.slice(2);
  const { XDG_DATA_HOME, XDG_CONFIG_HOME, ...rest } = process.env;
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', env: { ...rest, HOME: home } });
  try {
    for (const url of urls) {
      // A page of its own: that of an error goes on for a while.
      const page = await browser.newPage();
      try {
        console.log((await page.goto(url)).status());
      } catch (error) {
        console.log(/net::\w+/.exec(error.message)?.[0] ?? error.message);
      }
      await page.close();
    }
  } finally {
    await browser.close();
  }
})();
