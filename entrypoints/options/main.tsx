import { render } from 'preact';
import { OptionsPage } from '../../components/options/OptionsPage.tsx';
import { PicturesContext } from '../../components/shared/picture/pictures-context.ts';
import { PreviewsContext } from '../../components/shared/picture/previews-context.ts';
import { WelcomePage } from '../../components/welcome/WelcomePage.tsx';
import { openPictures, openPreviews } from '../shared/open-pictures.ts';
import { openSettingsModel } from './open-settings-model.ts';
import { drawn } from '../shared/drawn.ts';
import { followLog } from '../shared/follow-log.ts';
import { openWelcomeModels } from './open-welcome-models.ts';

/** The first run is a state of this page. It opens after the installation, and later by its address. */
const FIRST_RUN = '#welcome';

/** The diagnosis, to which an error leads. */
const DIAGNOSIS = '#diagnosis-heading';

/** Sections to which another page leads: they are not there yet when the browser looks for them. */
const SECTIONS = [DIAGNOSIS, '#top-up-heading'];

followLog();
const isFirstRun = location.hash === FIRST_RUN;
const shown = Promise.withResolvers<void>();
const opening = openSettingsModel(isFirstRun, shown.promise);
const page = isFirstRun ? (
  <PicturesContext.Provider value={openPictures()}>
    <PreviewsContext.Provider value={openPreviews()}>
      <WelcomePage {...await openWelcomeModels(opening)} />
    </PreviewsContext.Provider>
  </PicturesContext.Provider>
) : (
  <OptionsPage model={await opening} opensMore={location.hash === DIAGNOSIS} />
);
addEventListener('hashchange', ({ newURL, oldURL }) => {
  const isThere = (address: string): boolean => new URL(address).hash === FIRST_RUN;
  if (isThere(newURL) !== isThere(oldURL)) location.reload();
});
const root = document.getElementById('app');
if (root) render(page, root);
shown.resolve(drawn());
if (SECTIONS.includes(location.hash)) document.getElementById(location.hash.slice(1))?.scrollIntoView();
