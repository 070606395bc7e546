using System.Net.Sockets;

namespace AlbEmulator.Descriptors;

/// <summary>
/// The descriptors that one kind of connection may have: those with a number below a bound. The system gives each the
/// lowest number that is free, and so counts for us: a number at the bound says that all below it are in use.
/// </summary>
/// <param name="connections">Which they are, as the program's log calls them.</param>
/// <param name="began">Is told when the first is refused.</param>
internal sealed class DescriptorShare(string connections, Action<DescriptorShare> began)
{
    private volatile int _bound = int.MaxValue;
    private long _refused;
    private long _refusedBefore;
    private long _refusedAtLastLook;
    private int _isShort;

    /// <summary>Which they are, as the program's log calls them.</summary>
    public string Connections => connections;

    /// <summary>Above the numbers that they may have; <see cref="int.MaxValue"/> for any.</summary>
    public int Bound
    {
        get => _bound;
        set => _bound = value;
    }

    /// <summary>How many were refused since the start.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>How many were refused since the shortage began.</summary>
    public long RefusedNow => Refused - _refusedBefore;

    /// <summary>From the first that was refused until there has been room for a while.</summary>
    public bool IsShort => Volatile.Read(ref _isShort) == 1;

    /// <summary>Whether a connection may stay; one that may not is counted, and is the caller's to close.</summary>
    public bool Takes(Socket socket)
    {
        if (_bound == int.MaxValue || socket.SafeHandle.DangerousGetHandle() < _bound)
        {
            return true;
        }

        Refuse();
        return false;
    }

    /// <summary>One could not be had.</summary>
    public void Refuse()
    {
        var refused = Interlocked.Increment(ref _refused);
        if (Interlocked.Exchange(ref _isShort, 1) == 0)
        {
            (_refusedBefore, _refusedAtLastLook) = (refused - 1, refused - 1);
            began(this);
        }
    }

    /// <summary>Ends the shortage if there is room, and none was refused since the last look.</summary>
    /// <returns>Whether it ended now.</returns>
    public bool EndIfOver(int nextNumber)
    {
        var refused = Refused;
        var isQuiet = refused == _refusedAtLastLook;
        _refusedAtLastLook = refused;
        return isQuiet && nextNumber < _bound && Interlocked.Exchange(ref _isShort, 0) == 1;
    }
}
