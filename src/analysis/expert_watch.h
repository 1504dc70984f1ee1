// ExpertWatch: what the diagnosis keeps of the experts of a training, block by block — who has had
// nothing for how long, and how evenly the work was spread lately.
//
// It takes points as they come; the shares of one step are looked at together as soon as a point of
// another step of the block comes, or when flush() says so. Not thread-safe. Inner to this room.
// About 20 ns per point.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "analysis/experts.h"

namespace oriel::analysis {

class ExpertWatch {
 public:
  struct Expert {
    std::string series;
    int64_t index = 0;
    ExpertUse use;
    bool dead = false;
    std::optional<double> pending;
    double window = 0;  // sum of the shares since the window began
  };
  // How the work was spread over a stretch long enough that batches do not matter.
  struct Spread {
    ExpertBalance balance;
    int64_t from_step = 0;
    size_t busiest = 0;  // of Block::experts
  };
  struct Block {
    std::string name;
    std::vector<Expert> experts;
    std::optional<Spread> spread;  // of the last whole window
    int64_t seen_to = 0;           // the last step whose shares were taken
    bool changed = false;          // others are dead than when settled() was called

    std::vector<size_t> dead() const;
    std::string words() const;  // " of layer/2", or nothing

   private:
    friend class ExpertWatch;
    std::optional<double> assignments;
    int64_t step = 0;
    bool open = false;
    double window_assignments = 0;
    int64_t window_from = 0;
  };
  struct Place {
    size_t block = 0, expert = 0;
  };

  Place add_expert(const std::string& series, const ExpertName& name);
  size_t add_assignments(const std::string& block);

  void share(const Place& place, int64_t step, double value);
  void assignments(size_t block, double value) { blocks_[block].assignments = value; }
  void flush();      // the shares that are there are all of their steps
  void evaluated();  // an evaluation is over: windows that are long enough end here
  void settled(size_t block) { blocks_[block].changed = false; }

  const std::vector<Block>& blocks() const { return blocks_; }

 private:
  size_t block_of(const std::string& name);
  static void close(Block& block);

  std::vector<Block> blocks_;
};

}  // namespace oriel::analysis
