// ReDoc's sidebar ends with a logo from its makers' server. Our pages load nothing from elsewhere, so that
// one picture is left without an address, however it is set.
const FOREIGN = "https://cdn.redoc.ly/";
const picture = HTMLImageElement.prototype;
const setAttribute = picture.setAttribute;
const source = Object.getOwnPropertyDescriptor(picture, "src");

picture.setAttribute = function (name, value) {
  if (name !== "src" || !String(value).startsWith(FOREIGN)) setAttribute.call(this, name, value);
};
Object.defineProperty(picture, "src", {
  ...source,
  set(value) {
    if (!String(value).startsWith(FOREIGN)) source.set.call(this, value);
  },
});
