namespace AlbEmulator.Stores;

/// <summary>
/// Another emulator has changed what several share, so that a change of what there was before counts for nothing: it is made
/// again of what there is now.
/// </summary>
internal sealed class StoreConflictException() : IOException("Other nodes changed the same load balancers again and again: try once more");
