using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace AlbEmulator.Model;

/// <summary>A name in 128 bits, the same in every run: the first of its SHA-256.</summary>
public static class Digest
{
    public static UInt128 Of(string name) =>
        BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
}
