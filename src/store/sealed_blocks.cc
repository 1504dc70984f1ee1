#include "store/sealed_blocks.h"

#include <algorithm>

#include "base/crc32c.h"

namespace oriel::store {

bool SealedBlocks::add(const format::SealedBlock& sealed, const HiddenSteps& hidden) {
  const format::BlockEntry& entry = sealed.entry;
  const auto at = std::upper_bound(blocks_.begin(), blocks_.end(), entry.seq_first,
                                   [](uint64_t seq, const Block& b) { return seq < b.seq_first; });
  if (at != blocks_.begin()) {
    const Block& before = *(at - 1);
    if (before.seq_first == entry.seq_first && before.seq_last == entry.seq_last) return false;
  }
  Block block;
  block.data = sealed.data.data();
  block.seq_first = entry.seq_first;
  block.seq_last = entry.seq_last;
  block.size = static_cast<uint32_t>(sealed.data.size());
  block.crc = entry.data_crc;
  block.generation = sealed.generation;
  std::vector<Page> pages;
  const bool usable = sealed.data.size() == entry.data_size && block.size <= Pyramid::kMaxOffset &&
                      sealed.leaves.size() <= format::kBlockValues;
  if (usable) {
    for (const format::Leaf& leaf : sealed.leaves) pages.push_back({to_node(leaf), leaf.offset});
    block.owner = own(sealed.owner);
    if (hidden.hides(block.generation, entry.step_max)) filter(block, pages, hidden);
  } else {
    ++damaged_blocks_;
    damaged_points_ += entry.count;
  }
  if (at == blocks_.end()) {
    append(block, pages);
    return true;
  }
  // Late: everything is put in order anew.
  const auto index = static_cast<size_t>(at - blocks_.begin());
  std::vector<Block> blocks = blocks_;
  std::vector<std::vector<Page>> all;
  for (const Block& b : blocks) all.push_back(pages_of(b));
  blocks.insert(blocks.begin() + static_cast<ptrdiff_t>(index), block);
  all.insert(all.begin() + static_cast<ptrdiff_t>(index), pages);
  rebuild(std::move(blocks), all);
  return true;
}

void SealedBlocks::append(Block block, const std::vector<Page>& pages) {
  block.first_leaf = static_cast<uint32_t>(pyramid_.leaves());
  block.leaves = static_cast<uint16_t>(pages.size());
  for (const Page& page : pages) pyramid_.push(page.node, page.offset);
  if (blocks_.size() == blocks_.capacity())
    blocks_.reserve(blocks_.size() + blocks_.size() / 4 + 1);
  blocks_.push_back(block);
}

void SealedBlocks::rebuild(std::vector<Block> blocks, const std::vector<std::vector<Page>>& pages) {
  blocks_.clear();
  pyramid_ = Pyramid();
  cursor_ = 0;
  ++rebuilds_;
  for (size_t b = 0; b < blocks.size(); ++b) append(blocks[b], pages[b]);
}

std::vector<SealedBlocks::Page> SealedBlocks::pages_of(const Block& block) const {
  std::vector<Page> pages;
  for (size_t leaf = block.first_leaf; leaf < block.first_leaf + size_t{block.leaves}; ++leaf) {
    pages.push_back({pyramid_.leaf(leaf), pyramid_.offset(leaf)});
  }
  return pages;
}

uint32_t SealedBlocks::own(std::shared_ptr<const void> owner) {
  if (owners_.empty() || owners_.back() != owner) owners_.push_back(std::move(owner));
  return static_cast<uint32_t>(owners_.size() - 1);
}

void SealedBlocks::hide(const HiddenSteps& hidden) {
  std::vector<Block> blocks = blocks_;
  std::vector<std::vector<Page>> all;
  bool changed = false;
  for (Block& block : blocks) {
    all.push_back(pages_of(block));
    std::vector<Page>& pages = all.back();
    if (std::any_of(pages.begin(), pages.end(), [&](const Page& page) {
          return hidden.hides(block.generation, page.node.step_max);
        })) {
      filter(block, pages, hidden);
      changed = true;
    }
  }
  if (changed) rebuild(std::move(blocks), all);
}

void SealedBlocks::filter(Block& block, std::vector<Page>& pages, const HiddenSteps& hidden) {
  const base::Bytes data(block.data, block.size);
  std::vector<double> values;
  std::vector<int64_t> steps;
  std::vector<uint64_t> seqs;
  bool intact = block.checked || base::crc32c(data) == block.crc;
  uint64_t count = 0;
  for (size_t p = 0; p < pages.size() && intact; ++p) {
    const size_t end = p + 1 < pages.size() ? pages[p + 1].offset : block.size;
    format::Page page;
    intact = format::decode_page(data.subspan(pages[p].offset, end - pages[p].offset),
                                 format::kAllColumns, page);
    for (size_t i = 0; i < page.count && intact; ++i) {
      if (hidden.hides(block.generation, page.steps[i])) continue;
      values.push_back(page.values[i]);
      steps.push_back(page.steps[i]);
      seqs.push_back(page.seqs[i]);
    }
  }
  for (const Page& page : pages) count += page.node.count;
  pages.clear();
  block.checked = true;
  if (!intact) {
    ++damaged_blocks_;
    damaged_points_ += count;
    return;
  }
  format::ColumnsBuilder builder;
  builder.add_series(0, "", values, steps, seqs);
  const auto payload = std::make_shared<const std::vector<uint8_t>>(builder.finish().first);
  const auto view = format::ColumnsView::parse(*payload);
  if (!view || view->blocks().empty()) return;
  block.data = view->data(0).data();
  block.size = view->blocks()[0].data_size;
  block.crc = view->blocks()[0].data_crc;
  block.owner = own(payload);
  for (const format::Leaf& leaf : view->leaves(0)) pages.push_back({to_node(leaf), leaf.offset});
}

bool SealedBlocks::covers(uint64_t seq) const {
  if (blocks_.empty() || seq > blocks_.back().seq_last) return false;  // new rows, nearly always
  const auto after = std::upper_bound(blocks_.begin(), blocks_.end(), seq,
                                      [](uint64_t s, const Block& b) { return s < b.seq_first; });
  return after != blocks_.begin() && seq <= (after - 1)->seq_last;
}

size_t SealedBlocks::leaf_after(uint64_t seq) const {
  if (blocks_.empty() || seq > blocks_.back().seq_last) return pyramid_.leaves();
  const auto after = std::upper_bound(blocks_.begin(), blocks_.end(), seq,
                                      [](uint64_t s, const Block& b) { return s < b.seq_first; });
  return first_leaf(static_cast<size_t>(after - blocks_.begin()));
}

size_t SealedBlocks::block_of(size_t leaf) const {
  const auto holds = [&](size_t b) {
    return leaf >= blocks_[b].first_leaf &&
           leaf < blocks_[b].first_leaf + size_t{blocks_[b].leaves};
  };
  // Queries go through pages in order, and nearly all blocks are full: guess from the last one.
  constexpr size_t kFull = format::kBlockValues / format::kPageValues;
  size_t guess = cursor_;
  if (leaf >= blocks_[cursor_].first_leaf) {
    guess += (leaf - blocks_[cursor_].first_leaf) / kFull;
  }
  for (size_t tries = 0; tries < 4 && guess < blocks_.size(); ++tries, ++guess) {
    if (holds(guess)) return cursor_ = guess;
  }
  const auto after = std::upper_bound(blocks_.begin(), blocks_.end(), leaf,
                                      [](size_t l, const Block& b) { return l < b.first_leaf; });
  size_t b = static_cast<size_t>(after - blocks_.begin()) - 1;
  while (!holds(b)) --b;  // past blocks without pages
  return cursor_ = b;
}

base::Bytes SealedBlocks::page_bytes(size_t leaf) {
  const size_t index = block_of(leaf);
  Block& block = blocks_[index];
  const base::Bytes data(block.data, block.size);
  if (!block.checked) {
    block.checked = true;
    if (base::crc32c(data) != block.crc) mark_damaged(index);
  }
  if (block.damaged) return {};
  const bool last = leaf + 1 == block.first_leaf + size_t{block.leaves};
  const size_t begin = pyramid_.offset(leaf);
  const size_t end = last ? block.size : pyramid_.offset(leaf + 1);
  if (begin > end || end > data.size()) {
    mark_damaged(index);
    return {};
  }
  return data.subspan(begin, end - begin);
}

std::optional<format::PageReader> SealedBlocks::page(size_t leaf) {
  const base::Bytes bytes = page_bytes(leaf);
  if (bytes.empty()) return std::nullopt;
  auto reader = format::PageReader::parse(bytes);
  if (!reader || reader->count() != pyramid_.leaf(leaf).count) {
    mark_damaged(block_of(leaf));
    return std::nullopt;
  }
  return reader;
}

bool SealedBlocks::decode(size_t leaf, unsigned columns, format::Page& out) {
  const base::Bytes bytes = page_bytes(leaf);
  if (bytes.empty()) return false;
  if (format::decode_page(bytes, columns, out) && out.count == pyramid_.leaf(leaf).count)
    return true;
  mark_damaged(block_of(leaf));
  return false;
}

void SealedBlocks::prefetch(size_t leaf) const {
  const Block& block = blocks_[block_of(leaf)];
  const uint8_t* at = block.data + pyramid_.offset(leaf);
  for (size_t line = 0; line < 4; ++line) __builtin_prefetch(at + 64 * line);
}

void SealedBlocks::mark_damaged(size_t block) {
  blocks_[block].damaged = true;
  found_damage_ = true;
}

bool SealedBlocks::drop_damaged() {
  if (!found_damage_) return false;
  found_damage_ = false;
  std::vector<Block> blocks = blocks_;
  std::vector<std::vector<Page>> all;
  for (Block& block : blocks) {
    all.push_back(pages_of(block));
    if (!block.damaged) continue;
    ++damaged_blocks_;
    for (const Page& page : all.back()) damaged_points_ += page.node.count;
    all.back().clear();
    block.damaged = false;
  }
  rebuild(std::move(blocks), all);
  return true;
}

size_t SealedBlocks::bytes() const {
  return pyramid_.bytes() + blocks_.capacity() * sizeof(Block) +
         owners_.capacity() * sizeof(owners_[0]);
}

}  // namespace oriel::store
