#include "diagnosis/training.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>

namespace oriel::bench {
namespace {

constexpr int kTestRows = 1500;

struct Rows {
  std::vector<float> x;
  std::vector<float> labels;
};

// What samples are drawn from: fixed by the seed, shared by training, validation and test.
class World {
 public:
  explicit World(const Recipe& recipe) : recipe_(recipe), random_(recipe.seed * 7919 + 1) {
    const auto d = static_cast<size_t>(recipe.dimensions);
    centers_.resize(static_cast<size_t>(recipe.classes) * d);
    for (float& c : centers_) c = normal_(random_) * 1.5F;
    directions_.resize(8 * d);
    for (float& w : directions_) w = normal_(random_) / std::sqrt(static_cast<float>(d));
  }

  Rows draw(int n, uint64_t seed, float imbalance) {
    std::mt19937_64 random(seed);
    Rows rows;
    std::uniform_real_distribution<float> uniform(0, 1);
    for (int i = 0; i < n; ++i) {
      int label = static_cast<int>(random() % static_cast<uint64_t>(recipe_.classes));
      if (imbalance > 0) label = uniform(random) < imbalance ? 0 : 1;
      const float y = sample(random, label, rows.x);
      rows.labels.push_back(y);
    }
    return rows;
  }

 private:
  float sample(std::mt19937_64& random, int label, std::vector<float>& x) {
    const auto d = static_cast<size_t>(recipe_.dimensions);
    std::uniform_real_distribution<float> uniform(0, 1);
    if (recipe_.shape == Shape::kBlobs) {
      for (size_t j = 0; j < d; ++j) {
        x.push_back(centers_[static_cast<size_t>(label) * d + j] +
                    recipe_.spread * normal_(random));
      }
      return static_cast<float>(label);
    }
    if (recipe_.shape == Shape::kSpirals) {
      const float r = uniform(random);
      const float angle = 5 * r + 2 * std::numbers::pi_v<float> * static_cast<float>(label) /
                                      static_cast<float>(recipe_.classes);
      x.push_back(2 * r * std::cos(angle) + 0.1F * recipe_.spread * normal_(random));
      x.push_back(2 * r * std::sin(angle) + 0.1F * recipe_.spread * normal_(random));
      return static_cast<float>(label);
    }
    std::vector<float> row(d);
    for (int attempt = 0;; ++attempt) {
      for (float& v : row) v = normal_(random);
      float y = 0;
      for (size_t k = 0; k < 8; ++k) {
        float z = 0;
        for (size_t j = 0; j < d; ++j) z += directions_[k * d + j] * row[j];
        y += (k % 2 == 0 ? 1.0F : -1.0F) * std::sin(2 * z + static_cast<float>(k));
      }
      y += 0.3F * recipe_.spread * normal_(random);
      if (recipe_.shape == Shape::kRegression) {
        x.insert(x.end(), row.begin(), row.end());
        return y;
      }
      // A teacher's two classes; rejection keeps the share of classes that was asked for.
      if ((y > 0) == (label == 1) || attempt > 200) {
        x.insert(x.end(), row.begin(), row.end());
        return static_cast<float>(y > 0);
      }
    }
  }

  const Recipe& recipe_;
  std::mt19937_64 random_;
  std::normal_distribution<float> normal_{0, 1};
  std::vector<float> centers_, directions_;
};

float scheduled(const Recipe& r, int64_t step, int64_t steps) {
  const float t = static_cast<float>(step) / static_cast<float>(steps);
  const auto cosine = [](float u) {
    return 0.5F * (1 + std::cos(std::numbers::pi_v<float> * u)) * 0.99F + 0.01F;
  };
  switch (r.schedule) {
    case Schedule::kConstant:
      return r.lr;
    case Schedule::kCosine:
      return r.lr * cosine(t);
    case Schedule::kOneCycle:
      return r.lr * (t < 0.3F ? 0.1F + 0.9F * t / 0.3F : cosine((t - 0.3F) / 0.7F));
    case Schedule::kRestarts:
      return r.lr * cosine(std::fmod(t * 3, 1.0F));
    case Schedule::kWarmUpCosine:
      return r.lr * (t < 0.05F ? (t + 0.001F) / 0.05F : cosine((t - 0.05F) / 0.95F));
  }
  return r.lr;
}

// The parts of one training while it runs.
class Trainer {
 public:
  explicit Trainer(const Recipe& r)
      : r_(r), world_(r), random_(r.seed * 31 + 17), network_(r.network, r.seed * 101 + 3) {
    const float imbalance = r.fault == Fault::kImbalance ? 0.99F : 0;
    train_ = world_.draw(r.train_rows, r.seed * 3 + 1000003, imbalance);
    val_ = world_.draw(r.val_rows, r.seed * 3 + 2000003, imbalance);
    test_ = world_.draw(kTestRows, r.seed * 3 + 3000017, 0);
    add_label_noise(train_, r.label_noise);
    add_label_noise(val_, r.fault == Fault::kRandomLabels ? 0 : r.label_noise);
    add_label_noise(test_, r.fault == Fault::kRandomLabels ? 0 : r.label_noise);
    if (r.fault == Fault::kInputsTimes255) {
      for (Rows* rows : {&train_, &val_, &test_}) {
        for (float& x : rows->x) x *= 255;
      }
    }
    if (r.fault == Fault::kNanInOneRow) train_.x[0] = std::numeric_limits<float>::quiet_NaN();
    order_.resize(static_cast<size_t>(r.train_rows));
    std::iota(order_.begin(), order_.end(), size_t{0});
    if (r.fault == Fault::kSortedLabels) {
      std::stable_sort(order_.begin(), order_.end(),
                       [&](size_t a, size_t b) { return train_.labels[a] < train_.labels[b]; });
    }
    per_epoch_ = std::max<int64_t>(1, r.train_rows / r.batch);
    if (r.fault == Fault::kLrBurst30 || r.fault == Fault::kLrBurst1000)
      out_.burst_step = per_epoch_ * r.epochs * 2 / 5;
    out_.recipe = r;
  }

  Training run() {
    out_.untrained_loss = test_loss();
    out_.guess_loss = guess_loss();
    for (int epoch = 0; epoch < r_.epochs; ++epoch) {
      if (r_.fault != Fault::kSortedLabels) std::shuffle(order_.begin(), order_.end(), random_);
      double sum = 0;
      for (int64_t b = 0; b < per_epoch_; ++b) sum += step(static_cast<size_t>(b));
      finish_epoch(static_cast<float>(sum / static_cast<double>(per_epoch_)));
    }
    return std::move(out_);
  }

 private:
  void add_label_noise(Rows& rows, float share) {
    if (share <= 0 || r_.shape == Shape::kRegression) return;
    std::uniform_real_distribution<float> uniform(0, 1);
    for (float& label : rows.labels) {
      if (uniform(random_) >= share) continue;
      label = static_cast<float>(random_() % static_cast<uint64_t>(r_.classes));
    }
  }

  double step(size_t b) {
    const auto d = static_cast<size_t>(r_.dimensions), batch = static_cast<size_t>(r_.batch);
    if (r_.fault == Fault::kOneBatch) b = 0;
    std::vector<float> x, y;
    for (size_t i = b * batch; i < (b + 1) * batch && i < order_.size(); ++i) {
      const size_t row = r_.fault == Fault::kOneBatch ? i : order_[i];
      x.insert(x.end(), &train_.x[row * d], &train_.x[row * d] + d);
      y.push_back(train_.labels[row]);
    }
    if (r_.fault != Fault::kNoZeroGrad) network_.clear_gradients();
    const auto at = static_cast<int64_t>(out_.loss.size());
    float lr = scheduled(r_, at, per_epoch_ * r_.epochs);
    const float loss = network_.train_batch(x, y);
    if (at == out_.burst_step) {
      out_.burst_before = test_loss();
      lr *= r_.fault == Fault::kLrBurst30 ? 30.0F : 1000.0F;
    }
    out_.loss.push_back(loss);
    out_.gradient_norm.push_back(network_.gradient_norm());
    out_.lr.push_back(lr);
    network_.update(lr);
    if (at == out_.burst_step + 3 && out_.burst_step >= 0) out_.burst_after = test_loss();
    return static_cast<double>(loss);
  }

  float test_loss() {
    const std::vector<float> each = network_.losses(test_.x, test_.labels);
    return static_cast<float>(std::accumulate(each.begin(), each.end(), 0.0) /
                              static_cast<double>(each.size()));
  }

  // ln C (the test set has as many of each class), or the variance of the targets.
  float guess_loss() const {
    if (r_.shape != Shape::kRegression) return std::log(static_cast<float>(r_.classes));
    double sum = 0, squares = 0;
    for (const float y : test_.labels) {
      sum += static_cast<double>(y);
      squares += static_cast<double>(y) * static_cast<double>(y);
    }
    const auto n = static_cast<double>(test_.labels.size());
    return static_cast<float>(squares / n - sum / n * sum / n);
  }

  struct Scores {
    float loss = 0, accuracy = 0;
    std::vector<float> share, recall;
  };
  Scores score(const std::vector<float>& each, const std::vector<int>& predicted,
               const std::vector<float>& labels) const {
    Scores s;
    const auto n = static_cast<float>(each.size());
    s.loss = static_cast<float>(std::accumulate(each.begin(), each.end(), 0.0)) / n;
    if (r_.shape == Shape::kRegression) return s;
    const auto classes = static_cast<size_t>(r_.classes);
    std::vector<float> right(classes), all(classes), named(classes);
    for (size_t i = 0; i < labels.size(); ++i) {
      const auto label = static_cast<size_t>(labels[i]);
      const auto guess = static_cast<size_t>(predicted[i]);
      ++all[label];
      ++named[guess];
      if (guess == label) ++right[label];
    }
    s.accuracy = std::accumulate(right.begin(), right.end(), 0.0F) / n;
    for (size_t c = 0; c < classes; ++c) {
      s.share.push_back(named[c] / n);
      s.recall.push_back(right[c] / all[c]);
    }
    return s;
  }

  void finish_epoch(float train_loss) {
    EpochRecord e;
    e.step = static_cast<int64_t>(out_.loss.size()) - 1;
    e.train_loss = train_loss;
    e.layer_gradient = network_.layer_gradient_rms();
    std::vector<int> predicted;
    e.val_losses = network_.losses(val_.x, val_.labels, &predicted);
    const Scores val = score(e.val_losses, predicted, val_.labels);
    predicted.clear();
    const std::vector<float> each = network_.losses(test_.x, test_.labels, &predicted);
    const Scores test = score(each, predicted, test_.labels);
    e.val_loss = val.loss;
    e.val_accuracy = val.accuracy;
    e.predicted_share = val.share;
    e.recall = val.recall;
    e.test_loss = test.loss;
    e.test_accuracy = test.accuracy;
    e.test_recall = test.recall;
    out_.epochs.push_back(std::move(e));
  }

  const Recipe r_;
  World world_;
  std::mt19937_64 random_;
  Network network_;
  Rows train_, val_, test_;
  std::vector<size_t> order_;
  int64_t per_epoch_ = 1;
  Training out_;
};

void break_it(Recipe& r) {
  switch (r.fault) {
    case Fault::kLrTimes100:
      r.lr *= 100;
      break;
    case Fault::kLrTimes30:
      r.lr *= 30;
      break;
    case Fault::kLrTimes1000:
      r.lr *= 1000;
      break;
    case Fault::kLrTimes100000:
      r.lr *= 1e5F;
      break;
    case Fault::kLrDividedBy1000:
      r.lr /= 1000;
      break;
    case Fault::kDeepSigmoid:
      r.network.hidden.assign(20, 12);
      r.network.activation = Activation::kSigmoid;
      break;
    case Fault::kInitTimes10:
      r.network.init_scale = 10;
      break;
    case Fault::kInitDividedBy100:
      r.network.init_scale = 0.01F;
      break;
    case Fault::kTenthOfData:
      r.train_rows = std::max(r.batch, r.train_rows / 10);
      r.epochs *= 3;
      r.network.dropout = 0;
      r.network.weight_decay = 0;
      for (int& width : r.network.hidden) width = std::min(64, width * 4);
      break;
    case Fault::kWidthOne:
      r.network.hidden.assign(r.network.hidden.size(), 1);
      break;
    case Fault::kRandomLabels:
      r.label_noise = 0.2F;
      break;
    default:
      break;
  }
}

}  // namespace

const char* to_string(Fault fault) {
  static constexpr const char* kNames[kFaults] = {"none",
                                                  "LR x 100",
                                                  "LR x 30",
                                                  "LR / 1000",
                                                  "20 sigmoid layers",
                                                  "init x 10",
                                                  "init / 100",
                                                  "a tenth of data",
                                                  "width 1",
                                                  "sorted labels",
                                                  "one batch",
                                                  "classes 99:1",
                                                  "inputs x 255",
                                                  "NaN in a row",
                                                  "no zero_grad",
                                                  "LR x 30, one step",
                                                  "LR x 1000, one step",
                                                  "20 % random labels",
                                                  "LR x 1000",
                                                  "LR x 100000"};
  return kNames[static_cast<size_t>(fault)];
}

Recipe recipe(uint64_t seed, Fault fault) {
  std::mt19937_64 random(seed * 2654435761 + 12345);
  const auto pick = [&](std::initializer_list<float> from) {
    return *(from.begin() + static_cast<ptrdiff_t>(random() % from.size()));
  };
  Recipe r;
  r.seed = seed;
  r.fault = fault;
  r.shape = static_cast<Shape>(random() % 4);
  if (fault == Fault::kImbalance && r.shape == Shape::kRegression) r.shape = Shape::kTeacher;
  r.schedule = static_cast<Schedule>(random() % 5);
  r.dimensions = r.shape == Shape::kSpirals ? 2 : static_cast<int>(pick({2, 4, 8}));
  r.classes = r.shape == Shape::kTeacher ? 2 : static_cast<int>(pick({2, 3, 5}));
  if (fault == Fault::kImbalance) r.classes = 2;
  r.train_rows = static_cast<int>(pick({200, 400, 800}));
  r.val_rows = static_cast<int>(pick({50, 100, 200}));
  r.label_noise = pick({0, 0, 0.05F});
  r.spread = pick({0.5F, 0.8F, 1.1F});
  r.batch = static_cast<int>(pick({16, 32}));
  r.epochs = static_cast<int>(pick({40, 60, 80}));
  NetworkOptions& n = r.network;
  n.hidden.assign(1 + random() % 3, static_cast<int>(pick({16, 24, 32})));
  n.activation = random() % 3 == 0 ? Activation::kTanh : Activation::kRelu;
  n.dropout = pick({0, 0, 0.1F, 0.3F});
  n.optimizer = random() % 2 == 0 ? Optimizer::kSgd : Optimizer::kAdam;
  n.weight_decay = pick({0, 1e-4F, 1e-3F});
  r.lr = n.optimizer == Optimizer::kSgd ? pick({0.01F, 0.03F}) : pick({0.001F, 0.003F});
  if (r.shape == Shape::kRegression && n.optimizer == Optimizer::kSgd) r.lr *= 0.3F;
  if (r.shape == Shape::kRegression) n.task = Task::kRegression;
  n.inputs = r.dimensions;
  n.outputs = r.shape == Shape::kRegression ? 1 : r.classes;
  if (r.shape == Shape::kRegression) r.classes = 1;
  break_it(r);
  return r;
}

Training train(const Recipe& recipe) {
  return Trainer(recipe).run();
}

}  // namespace oriel::bench
