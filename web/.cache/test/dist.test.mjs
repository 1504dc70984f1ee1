// test/dist.test.ts
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { brotliCompressSync } from "node:zlib";
var kBudget = 1e5;
var files = readdirSync("dist").sort();
var text = (name) => readFileSync(`dist/${name}`, "utf8");
test("the interface is four files", () => {
  assert.deepEqual(files, ["app.css", "app.js", "favicon.svg", "index.html"]);
});
test("the interface is at most 100 kB to download", (context) => {
  const sizes = files.map((name) => brotliCompressSync(readFileSync(`dist/${name}`)).length);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  context.diagnostic(
    files.map((name, i) => `${name} ${sizes[i]}`).join(", ") + `, together ${total} bytes`
  );
  assert.ok(total <= kBudget, `${total} bytes`);
});
test("it asks for nothing beyond its server and nothing the policy forbids", () => {
  const html = text("index.html");
  assert.ok(!/<script(?![^>]*\bsrc=)/.test(html) && !/<style|style=|\son\w+=/.test(html));
  assert.ok(!/\beval\(|new Function\(/.test(text("app.js")));
  assert.ok(!/@import|url\(/.test(text("app.css")));
  for (const name of files) {
    assert.ok(!/sourceMappingURL/.test(text(name)), name);
    const outside = text(name).match(/https?:\/\/[\w.-]+/g) ?? [];
    assert.deepEqual(
      outside.filter((address) => address !== "http://www.w3.org"),
      [],
      name
    );
  }
});
//# sourceMappingURL=data:application/json;base64,ewogICJ2ZXJzaW9uIjogMywKICAic291cmNlcyI6IFsiLi4vLi4vdGVzdC9kaXN0LnRlc3QudHMiXSwKICAic291cmNlc0NvbnRlbnQiOiBbImltcG9ydCBhc3NlcnQgZnJvbSAnbm9kZTphc3NlcnQvc3RyaWN0JztcbmltcG9ydCB7IHJlYWRGaWxlU3luYywgcmVhZGRpclN5bmMgfSBmcm9tICdub2RlOmZzJztcbmltcG9ydCB7IHRlc3QgfSBmcm9tICdub2RlOnRlc3QnO1xuaW1wb3J0IHsgYnJvdGxpQ29tcHJlc3NTeW5jIH0gZnJvbSAnbm9kZTp6bGliJztcblxuY29uc3Qga0J1ZGdldCA9IDEwMF8wMDA7IC8vIGJ5dGVzIG9mIGJyb3RsaSBmb3IgZXZlcnl0aGluZyBhIGJyb3dzZXIgbG9hZHNcblxuY29uc3QgZmlsZXMgPSByZWFkZGlyU3luYygnZGlzdCcpLnNvcnQoKTtcbmNvbnN0IHRleHQgPSAobmFtZTogc3RyaW5nKSA9PiByZWFkRmlsZVN5bmMoYGRpc3QvJHtuYW1lfWAsICd1dGY4Jyk7XG5cbnRlc3QoJ3RoZSBpbnRlcmZhY2UgaXMgZm91ciBmaWxlcycsICgpID0+IHtcbiAgYXNzZXJ0LmRlZXBFcXVhbChmaWxlcywgWydhcHAuY3NzJywgJ2FwcC5qcycsICdmYXZpY29uLnN2ZycsICdpbmRleC5odG1sJ10pO1xufSk7XG5cbnRlc3QoJ3RoZSBpbnRlcmZhY2UgaXMgYXQgbW9zdCAxMDAga0IgdG8gZG93bmxvYWQnLCAoY29udGV4dCkgPT4ge1xuICBjb25zdCBzaXplcyA9IGZpbGVzLm1hcCgobmFtZSkgPT4gYnJvdGxpQ29tcHJlc3NTeW5jKHJlYWRGaWxlU3luYyhgZGlzdC8ke25hbWV9YCkpLmxlbmd0aCk7XG4gIGNvbnN0IHRvdGFsID0gc2l6ZXMucmVkdWNlKChzdW0sIHNpemUpID0+IHN1bSArIHNpemUsIDApO1xuICBjb250ZXh0LmRpYWdub3N0aWMoXG4gICAgZmlsZXMubWFwKChuYW1lLCBpKSA9PiBgJHtuYW1lfSAke3NpemVzW2ldfWApLmpvaW4oJywgJykgKyBgLCB0b2dldGhlciAke3RvdGFsfSBieXRlc2AsXG4gICk7XG4gIGFzc2VydC5vayh0b3RhbCA8PSBrQnVkZ2V0LCBgJHt0b3RhbH0gYnl0ZXNgKTtcbn0pO1xuXG50ZXN0KCdpdCBhc2tzIGZvciBub3RoaW5nIGJleW9uZCBpdHMgc2VydmVyIGFuZCBub3RoaW5nIHRoZSBwb2xpY3kgZm9yYmlkcycsICgpID0+IHtcbiAgY29uc3QgaHRtbCA9IHRleHQoJ2luZGV4Lmh0bWwnKTtcbiAgYXNzZXJ0Lm9rKCEvPHNjcmlwdCg/IVtePl0qXFxic3JjPSkvLnRlc3QoaHRtbCkgJiYgIS88c3R5bGV8c3R5bGU9fFxcc29uXFx3Kz0vLnRlc3QoaHRtbCkpO1xuICBhc3NlcnQub2soIS9cXGJldmFsXFwofG5ldyBGdW5jdGlvblxcKC8udGVzdCh0ZXh0KCdhcHAuanMnKSkpO1xuICBhc3NlcnQub2soIS9AaW1wb3J0fHVybFxcKC8udGVzdCh0ZXh0KCdhcHAuY3NzJykpKTtcbiAgZm9yIChjb25zdCBuYW1lIG9mIGZpbGVzKSB7XG4gICAgYXNzZXJ0Lm9rKCEvc291cmNlTWFwcGluZ1VSTC8udGVzdCh0ZXh0KG5hbWUpKSwgbmFtZSk7XG4gICAgY29uc3Qgb3V0c2lkZSA9IHRleHQobmFtZSkubWF0Y2goL2h0dHBzPzpcXC9cXC9bXFx3Li1dKy9nKSA/PyBbXTtcbiAgICBhc3NlcnQuZGVlcEVxdWFsKFxuICAgICAgb3V0c2lkZS5maWx0ZXIoKGFkZHJlc3MpID0+IGFkZHJlc3MgIT09ICdodHRwOi8vd3d3LnczLm9yZycpLFxuICAgICAgW10sXG4gICAgICBuYW1lLFxuICAgICk7XG4gIH1cbn0pO1xuIl0sCiAgIm1hcHBpbmdzIjogIjtBQUFBLE9BQU8sWUFBWTtBQUNuQixTQUFTLGNBQWMsbUJBQW1CO0FBQzFDLFNBQVMsWUFBWTtBQUNyQixTQUFTLDBCQUEwQjtBQUVuQyxJQUFNLFVBQVU7QUFFaEIsSUFBTSxRQUFRLFlBQVksTUFBTSxFQUFFLEtBQUs7QUFDdkMsSUFBTSxPQUFPLENBQUMsU0FBaUIsYUFBYSxRQUFRLElBQUksSUFBSSxNQUFNO0FBRWxFLEtBQUssK0JBQStCLE1BQU07QUFDeEMsU0FBTyxVQUFVLE9BQU8sQ0FBQyxXQUFXLFVBQVUsZUFBZSxZQUFZLENBQUM7QUFDNUUsQ0FBQztBQUVELEtBQUssK0NBQStDLENBQUMsWUFBWTtBQUMvRCxRQUFNLFFBQVEsTUFBTSxJQUFJLENBQUMsU0FBUyxtQkFBbUIsYUFBYSxRQUFRLElBQUksRUFBRSxDQUFDLEVBQUUsTUFBTTtBQUN6RixRQUFNLFFBQVEsTUFBTSxPQUFPLENBQUMsS0FBSyxTQUFTLE1BQU0sTUFBTSxDQUFDO0FBQ3ZELFVBQVE7QUFBQSxJQUNOLE1BQU0sSUFBSSxDQUFDLE1BQU0sTUFBTSxHQUFHLElBQUksSUFBSSxNQUFNLENBQUMsQ0FBQyxFQUFFLEVBQUUsS0FBSyxJQUFJLElBQUksY0FBYyxLQUFLO0FBQUEsRUFDaEY7QUFDQSxTQUFPLEdBQUcsU0FBUyxTQUFTLEdBQUcsS0FBSyxRQUFRO0FBQzlDLENBQUM7QUFFRCxLQUFLLHdFQUF3RSxNQUFNO0FBQ2pGLFFBQU0sT0FBTyxLQUFLLFlBQVk7QUFDOUIsU0FBTyxHQUFHLENBQUMseUJBQXlCLEtBQUssSUFBSSxLQUFLLENBQUMseUJBQXlCLEtBQUssSUFBSSxDQUFDO0FBQ3RGLFNBQU8sR0FBRyxDQUFDLDBCQUEwQixLQUFLLEtBQUssUUFBUSxDQUFDLENBQUM7QUFDekQsU0FBTyxHQUFHLENBQUMsZ0JBQWdCLEtBQUssS0FBSyxTQUFTLENBQUMsQ0FBQztBQUNoRCxhQUFXLFFBQVEsT0FBTztBQUN4QixXQUFPLEdBQUcsQ0FBQyxtQkFBbUIsS0FBSyxLQUFLLElBQUksQ0FBQyxHQUFHLElBQUk7QUFDcEQsVUFBTSxVQUFVLEtBQUssSUFBSSxFQUFFLE1BQU0scUJBQXFCLEtBQUssQ0FBQztBQUM1RCxXQUFPO0FBQUEsTUFDTCxRQUFRLE9BQU8sQ0FBQyxZQUFZLFlBQVksbUJBQW1CO0FBQUEsTUFDM0QsQ0FBQztBQUFBLE1BQ0Q7QUFBQSxJQUNGO0FBQUEsRUFDRjtBQUNGLENBQUM7IiwKICAibmFtZXMiOiBbXQp9Cg==
