using AlbEmulator.Http1;

namespace AlbEmulator.BackEndConnections;

/// <summary>An interim answer (1xx) of a target as the client gets it.</summary>
internal static class InterimAnswer
{
    public static ReadOnlyMemory<byte> Of(ResponseHead head)
    {
        var bytes = new WireBuffer();
        head.WriteStatus(bytes);
        var lines = head.Lines;
        for (var index = 0; index < lines.Count; index++)
        {
            if (!KnownHeaders.IsOfConnection(lines[index].Known))
            {
                bytes.WriteLine(lines.Name(index), lines.Value(index));
            }
        }

        bytes.Write("\r\n"u8);
        return bytes.Written;
    }
}
