import { expect, test } from 'vitest';
import { isPhotoService } from './hosts.ts';

test.each([
  'https://p61-ckdatabasews.icloud.com:443',
  'https://p61-ckdatabasews.icloud.com',
  'https://ckdatabasews.icloud.com:443',
  'https://ckdatabasews.icloud.com.cn',
  'https://p9-ckdatabasews.icloud.com.cn:443',
])('%s is a photo service', (address) => {
  expect(isPhotoService(address)).toBe(true);
});

test.each([
  'http://ckdatabasews.icloud.com',
  'https://ckdatabasews.icloud.com:8443',
  'https://ckdatabasews.icloud.com.evil.example',
  'https://evil-ckdatabasews.icloud.com',
  'https://p61-ckdatabasews.evil-icloud.com',
  'https://user@ckdatabasews.icloud.com',
  'https://ckdatabasews.icloud.com/path',
])('%s is not a photo service', (address) => {
  expect(isPhotoService(address)).toBe(false);
});
