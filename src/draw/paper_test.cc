#include "draw/paper.h"

#include <gtest/gtest.h>

#include <cairo.h>

#include <cstdlib>
#include <filesystem>
#include <set>
#include <thread>

#include "base/bytes.h"
#include "draw/sample_figures_test_util.h"
#include "draw/text_shape.h"

namespace oriel::draw {
namespace {

namespace fs = std::filesystem;

uint32_t big_endian(const std::vector<uint8_t>& bytes, size_t at) {
  return uint32_t{bytes[at]} << 24 | uint32_t{bytes[at + 1]} << 16 | uint32_t{bytes[at + 2]} << 8 |
         bytes[at + 3];
}

std::string text_of(const std::vector<uint8_t>& bytes) {
  return {bytes.begin(), bytes.end()};
}

struct Folder {
  fs::path path;
  Folder() {
    std::string name = (fs::temp_directory_path() / "oriel-paper-XXXXXX").string();
    path = ::mkdtemp(name.data());
  }
  ~Folder() { fs::remove_all(path); }
  size_t files() const {
    return static_cast<size_t>(
        std::distance(fs::directory_iterator(path), fs::directory_iterator()));
  }
};

TEST(Paper, APngHasItsSizeAndSaysItsDensity) {
  PaperOptions options;
  options.size = {420, 300};
  const auto png = render_png(sample::training_curves(50), options);
  ASSERT_TRUE(png.ok()) << png.status().message();
  EXPECT_EQ(text_of(*png).substr(1, 3), "PNG");
  EXPECT_EQ(big_endian(*png, 16), 840U);
  EXPECT_EQ(big_endian(*png, 20), 600U);
  const size_t density = text_of(*png).find("pHYs");
  ASSERT_NE(density, std::string::npos);
  EXPECT_EQ(big_endian(*png, density + 4), 5669U) << "144 pixels per inch";
}

TEST(Paper, TheSameFigureGivesTheSameBytes) {
  for (const bool dark : {false, true}) {
    PaperOptions options;
    options.dark = dark;
    const figure::Figure figure = sample::training_curves(200);
    const auto png = render_png(figure, options);
    const auto pdf = render_pdf(figure, options);
    const std::string svg = render_svg(figure, options);
    ASSERT_TRUE(png.ok() && pdf.ok());
    // Again, after other work, and on a thread with fonts of its own.
    (void)render_svg(sample::confusion(5, true));
    EXPECT_EQ(*render_pdf(figure, options), *pdf);
    std::thread([&] {
      EXPECT_EQ(*render_png(figure, options), *png);
      EXPECT_EQ(*render_pdf(figure, options), *pdf);
      EXPECT_EQ(render_svg(figure, options), svg);
    }).join();
  }
}

TEST(Paper, LightAndDarkDiffer) {
  PaperOptions dark;
  dark.dark = true;
  EXPECT_NE(*render_png(sample::histogram()), *render_png(sample::histogram(), dark));
}

TEST(Paper, APdfCarriesItsFontsAndNoDate) {
  const auto pdf = render_pdf(sample::training_curves(50));
  ASSERT_TRUE(pdf.ok());
  const std::string text = text_of(*pdf);
  EXPECT_TRUE(text.starts_with("%PDF-"));
  EXPECT_NE(text.find("FontFile"), std::string::npos);
  EXPECT_EQ(text.find("CreationDate"), std::string::npos);
  EXPECT_NE(text.find("Training curves"), std::string::npos) << "its title";
}

TEST(Paper, AnSvgIsDrawnWithoutFontsAndCanBeRead) {
  const std::string svg = render_svg(sample::training_curves(50));
  EXPECT_TRUE(svg.starts_with("<svg"));
  EXPECT_TRUE(svg.ends_with("</svg>\n"));
  EXPECT_EQ(svg.find("<text"), std::string::npos);
  EXPECT_NE(svg.find("<title>Training curves</title>"), std::string::npos);
  EXPECT_NE(svg.find("aria-label=\"epoch\""), std::string::npos);
  PaperOptions words;
  words.svg_text = true;
  EXPECT_NE(render_svg(sample::training_curves(50), words).find(">epoch</text>"),
            std::string::npos);
}

TEST(Paper, WordsOfPeopleAreNotMarkup) {
  figure::Figure figure = sample::image_and_text();
  figure.title = "<script>&\"\x01\xff";
  const std::string svg = render_svg(figure);
  EXPECT_EQ(svg.find("<script>"), std::string::npos);
  EXPECT_NE(svg.find("&lt;script&gt;&amp;"), std::string::npos);
  EXPECT_TRUE(render_png(figure).ok());
  EXPECT_TRUE(render_pdf(figure).ok());
}

TEST(Paper, WritesByTheEndingOfTheName) {
  const Folder folder;
  for (const char* name : {"a.png", "b.SVG", "c.pdf"}) {
    EXPECT_TRUE(write_figure(sample::histogram(), folder.path / name).ok()) << name;
  }
  EXPECT_EQ(folder.files(), 3U);
  const base::Status status = write_figure(sample::histogram(), folder.path / "d.gif");
  EXPECT_FALSE(status.ok());
  EXPECT_NE(status.message().find(".png, .svg or .pdf"), std::string::npos);
}

// A disk that is full once the file is open.
class FullDisk final : public base::FileSystem {
 public:
  class File final : public base::AppendFile {
   public:
    base::Status append(base::Bytes) override {
      return base::Status::from_errno("cannot append", ENOSPC);
    }
    base::Status sync() override { return {}; }
    uint64_t size() const override { return 0; }
  };
  base::Result<std::unique_ptr<base::AppendFile>> create(const std::string& path) override {
    auto made = real().create(path);
    if (!made.ok()) return made.status();
    return std::unique_ptr<base::AppendFile>(std::make_unique<File>());
  }
  base::Status rename(const std::string& from, const std::string& to) override {
    return real().rename(from, to);
  }
  base::Status remove(const std::string& path) override { return real().remove(path); }
  base::Status make_directory(const std::string& path) override {
    return real().make_directory(path);
  }
  base::Status sync_directory(const std::string& path) override {
    return real().sync_directory(path);
  }
};

TEST(Paper, AFullDiskKeepsTheOldFileAndLeavesNothingBehind) {
  const Folder folder;
  const std::string path = folder.path / "curves.svg";
  ASSERT_TRUE(write_figure(sample::histogram(), path).ok());
  const auto before = base::read_file(path);
  FullDisk full;
  const base::Status status = write_figure(sample::table(), path, {}, full);
  EXPECT_FALSE(status.ok());
  EXPECT_NE(status.message().find(path), std::string::npos);
  EXPECT_NE(status.message().find("No space left"), std::string::npos);
  EXPECT_EQ(*base::read_file(path), *before);
  EXPECT_EQ(folder.files(), 1U);
}

TEST(Paper, AbsurdSizesAreRefusedInWords) {
  PaperOptions options;
  options.size = {40000, 10};
  const auto png = render_png(sample::table(), options);
  ASSERT_FALSE(png.ok());
  EXPECT_NE(png.status().message().find("pixels"), std::string::npos);
}

TEST(Paper, RandomFiguresOnRandomPaper) {
  for (uint64_t seed = 1; seed <= 12; ++seed) {
    sample::Random random(seed);
    PaperOptions options;
    options.size = {static_cast<float>(random.between(20, 500)),
                    static_cast<float>(random.between(20, 500))};
    options.scale = 1;
    options.dark = seed % 2 == 0;
    EXPECT_TRUE(render_png(sample::random_figure(seed), options).ok()) << seed;
    EXPECT_TRUE(render_pdf(sample::random_figure(seed), options).ok()) << seed;
    EXPECT_TRUE(render_svg(sample::random_figure(seed), options).ends_with("</svg>\n")) << seed;
  }
}

TEST(TextShaper, WidthIsProportionalToSizeAndSumsUp) {
  TextShaper& shaper = TextShaper::of_thread();
  EXPECT_EQ(shaper.width("", 12), 0);
  const float once = shaper.width("val/loss 0.0812", 10);
  EXPECT_GT(once, 40);
  EXPECT_NEAR(shaper.width("val/loss 0.0812", 20), 2 * once, 1e-3);
  EXPECT_GT(shaper.width("val/loss 0.0812", 10, Weight::kBold), once);
  EXPECT_EQ(shaper.width("0123456789", 12), shaper.width("1111111111", 12))
      << "digits of equal width";
  for (int i = 0; i < 10000; ++i) shaper.width("text number " + std::to_string(i), 12);
  EXPECT_NEAR(shaper.width("val/loss 0.0812", 10), once, 1e-4) << "after the memory was emptied";
}

}  // namespace
}  // namespace oriel::draw
