namespace AlbEmulator.Requests;

/// <summary>A request body that is read whole, and has a length at which it is refused.</summary>
internal static class BoundedBody
{
    /// <summary>The body; null where it is too long.</summary>
    /// <param name="http">The request.</param>
    /// <param name="longest">Bytes that it may have.</param>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpRequest http, int longest)
    {
        var buffer = new byte[longest + 1];
        var length = await http.Body.ReadAtLeastAsync(
            buffer, buffer.Length, throwOnEndOfStream: false, http.HttpContext.RequestAborted);
        if (length > longest)
        {
            return null;
        }

        return buffer.AsMemory(0, length);
    }
}
