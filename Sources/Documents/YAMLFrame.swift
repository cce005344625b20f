/// A map or list that is open while YAML is read.
struct YAMLFrame: BitwiseCopyable {
  /// What is wanted of it: a node of the projection.
  var wanted: UInt32
  /// What is wanted of the value that comes next.
  var wantedOfNext: UInt32
  var isMap: Bool
  var hasMerge = false
  var expectsKey: Bool
  /// The key that this container stands under.
  var parent: UInt32
  /// The key whose value comes next.
  var key: UInt32 = 0
  var isAnchored: Bool
  var firstValue: Int
}
