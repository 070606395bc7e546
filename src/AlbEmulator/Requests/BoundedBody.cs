namespace AlbEmulator.Requests;

/// <summary>A request body that is read whole, and has a length at which it is refused.</summary>
internal static class BoundedBody
{
    private const int FirstRoom = 4096;

    /// <summary>The body; null where it is too long. Room is made for what has come, not for what is announced.</summary>
    /// <param name="http">The request.</param>
    /// <param name="longest">Bytes that it may have.</param>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpRequest http, int longest)
    {
        if (http.ContentLength > longest)
        {
            return null;
        }

        var (buffer, length) = (new byte[Math.Min(FirstRoom, longest + 1)], 0);
        while (await http.Body.ReadAsync(buffer.AsMemory(length), http.HttpContext.RequestAborted) is > 0 and var read)
        {
            length += read;
            if (length > longest)
            {
                return null;
            }

            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, Math.Min(longest + 1, 2 * length));
            }
        }

        return buffer.AsMemory(0, length);
    }
}
