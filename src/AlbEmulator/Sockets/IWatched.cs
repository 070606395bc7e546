namespace AlbEmulator.Sockets;

/// <summary>Whoever wants to know what happens to a socket. One socket, once.</summary>
internal interface IWatched
{
    /// <summary>Tells what happens to it from what happened to others whose socket had the same descriptor.</summary>
    int WatchNumber { get; set; }

    /// <summary>Something happened. Called by an <see cref="EventLoop"/>: must not block, and not throw.</summary>
    /// <param name="isUnusual">
    /// Whether what comes cannot be told from what is there any more: the other side has sent its last byte, the connection broke, or an
    /// urgent byte stands between others.
    /// </param>
    void Tell(bool isUnusual);
}
