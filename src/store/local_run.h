// LocalRun: a run directory on this machine, read as it grows.
//
// poll() takes what is new from the files of every writer; queries answer from memory and from the
// mapped log. One mutex guards both, held for the time of a query or of a poll (the first poll of a
// long log takes it in pieces of one writer). version() and loading() take no lock.
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "format/mailbox.h"
#include "format/writer_reader.h"
#include "store/derived.h"
#include "store/frame_times.h"
#include "store/record_shelf.h"
#include "store/series_run.h"
#include "store/source.h"

namespace oriel::store {

class LocalRun final : public SeriesRun {
 public:
  LocalRun(std::string path, std::string id);
  ~LocalRun() override;

  // Takes what is new. True if anything changed. One thread at a time.
  bool poll() override;

  uint64_t version() const override { return version_.load(std::memory_order_acquire); }
  bool loading() const override { return loading_.load(std::memory_order_acquire); }
  RunInfo info() const override;
  std::vector<SeriesInfo> series() const override;
  base::Status scan(const std::string& name, int writer,
                    const std::function<bool(std::span<const RawPoint>)>& take) const override;
  std::vector<Event> events() const override;
  std::vector<StreamInfo> streams() const override;
  std::optional<RecordData> record(const std::string& stream,
                                   std::optional<int64_t> step) const override;
  std::string derived(const std::string& name) const override;
  std::vector<std::string> live_streams() const override;
  std::optional<RecordData> live(const std::string& stream) override;
  base::Result<ControlTicket> control(ControlKind kind, const std::string& who) override;
  ControlAnswer control_answer(const ControlTicket& ticket) const override;

 private:
  struct Writer;

  void find_writers();
  bool poll_live();
  bool poll_derived();
  bool poll_control();
  base::Status check_alive() const;
  void refresh_info();
  void open_mailbox();
  Writer* writer(int number) const;
  base::Result<Series*> find_series(const std::string& name, int writer) const override;
  XAxis times_of(int writer) const override;

  const std::string path_;
  const std::string id_;
  std::atomic<uint64_t> version_{1};
  std::atomic<bool> loading_{true};

  std::map<int, std::unique_ptr<Writer>> writers_;
  RunInfo info_;
  std::vector<std::string> live_streams_;
  DerivedDocuments derived_;
  std::unique_ptr<format::MailboxClient> mailbox_;
  uint64_t polls_ = 0;
};

}  // namespace oriel::store
