// How large everything is in this window: letters at once, the server by a cookie. The page calls it before
// anything is drawn, the screen whenever the window changes.
const windowScale = () => {
  const room = Math.min(window.innerWidth / 1280, window.innerHeight / 720);
  const scale = Math.max(1, Math.min(3, Math.floor(room * 8) / 8));
  document.documentElement.style.fontSize = `${16 * scale}px`;
  document.documentElement.style.setProperty("--scale", scale);
  document.cookie = `window_scale=${scale};path=/;max-age=31536000;SameSite=Strict`;
  return scale;
};
