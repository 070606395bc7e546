using AlbEmulator.Http1;

namespace AlbEmulator.Forwarding;

/// <summary>An interim answer (1xx) of a target as the client gets it.</summary>
internal static class InterimAnswer
{
    public static ReadOnlyMemory<byte> Of(ResponseHead head)
    {
        var bytes = new WireBuffer();
        bytes.Write("HTTP/1.1 "u8);
        bytes.Write(head.Status);
        bytes.Write(" "u8);
        bytes.Write(head.Reason);
        bytes.Write("\r\n"u8);
        var lines = head.Lines;
        for (var index = 0; index < lines.Count; index++)
        {
            if (lines[index].Known is not (HeaderName.Connection or HeaderName.KeepAlive or HeaderName.Upgrade
                or HeaderName.ContentLength or HeaderName.TransferEncoding))
            {
                bytes.WriteLine(lines.Name(index), lines.Value(index));
            }
        }

        bytes.Write("\r\n"u8);
        return bytes.Written;
    }
}
