using AlbEmulator.AwsApis.ElbV2;
using AlbEmulator.Stores;

namespace AlbEmulator.ControlPort;

/// <summary>How a node stands with the store that it shares, and who else has it.</summary>
/// <param name="Address">Of the store.</param>
/// <param name="IsConnected">Whether what is there now is known, and can be changed.</param>
/// <param name="Problem">Why not; null where it is.</param>
/// <param name="Revision">The last that is known.</param>
/// <param name="RevisionInEffect">The last that requests see here.</param>
/// <param name="Nodes">Those that live, this one first.</param>
internal sealed record ToldStore(
    string Address, bool IsConnected, string? Problem, long Revision, long RevisionInEffect, IReadOnlyList<StoreNode> Nodes)
{
    /// <summary>Null where no other has it.</summary>
    public static ToldStore? Of(HttpContext http) => http.Of<Store>().Shared is { } store
        ? new(store.Name, store.IsConnected, store.Problem, store.Revision, http.Of<ElbV2Changes>().InEffect, store.Nodes)
        : null;
}
