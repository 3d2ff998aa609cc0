// The shell at /photos/: asks who is signed in, then shows the photos frame or a way to sign in.
const region = location.hostname.endsWith('.cn') ? '.cn' : '';
const main = document.querySelector('main');

const answer = await fetch(`https://setup.icloud.com${region}/setup/ws/1/validate`, {
  method: 'POST',
  credentials: 'include',
  headers: { 'Content-Type': 'text/plain' },
  body: 'null',
});

if (answer.ok) {
  const { dsInfo } = await answer.json();
  document.querySelector('[aria-label="Account"]').textContent = dsInfo.fullName;
  const frame = document.createElement('iframe');
  frame.className = 'child-application';
  frame.id = frame.name = 'early-child';
  frame.dataset.name = 'photos3';
  frame.src = '/applications/photos3/current/%LOCALE%/index.html?rootDomain=www';
  main.replaceChildren(frame);
} else {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = 'Sign in';
  button.addEventListener('click', () => location.assign('/practice/sign-in'));
  main.replaceChildren(button);
}
