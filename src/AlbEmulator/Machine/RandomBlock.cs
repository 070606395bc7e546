using System.Security.Cryptography;

namespace AlbEmulator.Machine;

/// <summary>
/// Random bytes of the operating system, fetched in blocks, a block to a thread: the call costs more than the bytes. Nothing is
/// seeded, so no restart and no other process repeats them, and threads share nothing.
/// </summary>
internal static class RandomBlock
{
    private const int Length = 2048;

    [ThreadStatic]
    private static byte[]? _block;

    [ThreadStatic]
    private static int _used;

    /// <param name="bytes">Filled; <see cref="Length"/> at most.</param>
    public static void Fill(Span<byte> bytes)
    {
        var block = _block ??= new byte[Length];
        if (_used == 0 || Length - _used < bytes.Length)
        {
            RandomNumberGenerator.Fill(block);
            _used = 0;
        }

        block.AsSpan(_used, bytes.Length).CopyTo(bytes);
        _used += bytes.Length;
    }
}
