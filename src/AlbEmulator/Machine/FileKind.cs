namespace AlbEmulator.Machine;

/// <summary>What a path leads to, links followed.</summary>
internal enum FileKind
{
    /// <summary>Nothing, or nothing that may be looked at.</summary>
    Missing,

    /// <summary>What can be read whole and looked at again.</summary>
    Regular,

    Folder,

    /// <summary>A FIFO: whoever opens it waits for somebody at its other end.</summary>
    Pipe,

    Socket,

    /// <summary>Such as <c>/dev/zero</c>, which has no end, or a terminal.</summary>
    Device,

    /// <summary>A machine that does not tell: what is no regular file is found when it is open.</summary>
    Unknown,
}
