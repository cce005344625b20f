import Basics
import Documents
import Findings

// How old a pack's data are: each file of its `data` folder states a date and its sources, and one
// of them which Rancher it ends with. Reports say so, because what is newer than the data is
// unknown.

extension Pack {
  /// The data files by name.
  var dataFiles: [PackInfo.DataFile] {
    data.map { name, value in
      PackInfo.DataFile(
        name: name, updated: value["updated"]?.string,
        path: value.place?.source.path ?? "\(self.name)/data/\(name).yaml")
    }
    .sorted { $0.name.precedesByBytes($1.name) }
  }
}
