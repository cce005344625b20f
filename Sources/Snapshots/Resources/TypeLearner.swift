/// The types that are known while files are taken in, one after the other. Used by one thread;
/// shared so that no file copies the table.
final class TypeLearner {
  private(set) var table: TypeTable

  init(_ table: TypeTable) { self.table = table }

  /// Adds a type; what is known already is replaced.
  func add(_ type: TypeInfo) { table.add(type) }
}
