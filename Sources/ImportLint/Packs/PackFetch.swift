import Collecting
import Packaging
import Rules

/// Fetches what of the packs is no file: a commit of a Git repository.
enum PackFetch {
  static func all(of locators: [String]) -> [String: FetchedPack] {
    var fetched: [String: FetchedPack] = [:]
    for locator in locators where GitRepository.isLocator(locator) {
      fetched[locator] =
        InterruptibleTask.run { await files(of: locator) } ?? .failure("interrupted")
    }
    return fetched
  }

  private static func files(of locator: String) async -> FetchedPack {
    do throws(GitRepository.Failure) {
      return .files(try await GitRepository(locator).files(where: FetchedPack.mayHold))
    } catch {
      return .failure(error.reason)
    }
  }
}
