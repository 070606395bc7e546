using AlbEmulator.Http1;
using AlbEmulator.Requests;
using AlbEmulator.Sockets;

namespace AlbEmulator.BackEndConnections;

/// <summary>
/// A request to an HTTP/1.1 target on its way through YARP: its head, as it goes out. YARP carries a message, of which the
/// address is the one part that can be of a class of ours. Used again for another request.
/// </summary>
internal sealed class TargetUri() : Uri("http://target/", UriKind.Absolute)
{
    /// <summary>The request that goes there.</summary>
    public AlbRequest Request { get; private set; } = null!;

    /// <summary>What goes out: the head first.</summary>
    public WireBuffer Bytes { get; } = new();

    /// <summary>Of its body, as the head tells; null where that has chunks.</summary>
    public long? ContentLength { get; set; }

    /// <summary>One for a request.</summary>
    public static TargetUri Borrow(AlbRequest request)
    {
        var uri = LoopPool<TargetUri>.Get();
        uri.Request = request;
        return uri;
    }

    /// <summary>All of it went out: another request may have it.</summary>
    public void GiveBack()
    {
        Request = null!;
        Bytes.Clear();
        LoopPool<TargetUri>.Return(this);
    }
}
