using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using AlbEmulator.Documents;
using AlbEmulator.Model;

namespace AlbEmulator.Imports.CloudFormation;

/// <summary>
/// <c>Fn::Cidr</c>: the first blocks of a size within a block.
/// <see href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-cidr.html"/>
/// </summary>
internal static class CidrFunction
{
    private const int MostBlocks = 256;

    public static Node? Cidr(Evaluator evaluator, Node argument, Origin origin)
    {
        if (argument.Items().ToArray() is not [var blockNode, var countNode, .. var more] || more.Length > 1)
        {
            return evaluator.Wrong(origin, "Fn::Cidr takes a block, a count and the bits of a block");
        }

        if (evaluator.Text(blockNode, "the block of Fn::Cidr", out var instead) is not { } block ||
            evaluator.Text(countNode, "the count of Fn::Cidr", out instead) is not { } countText)
        {
            return instead;
        }

        if (!IPNetwork.TryParse(block, out var network))
        {
            return evaluator.Wrong(blockNode.Origin, $"{Quoted.Text(block)} is not a block such as 10.0.0.0/16");
        }

        var length = network.BaseAddress.GetAddressBytes().Length * 8;
        var bitsText = (length == 32 ? 8 : 64).ToString(CultureInfo.InvariantCulture);
        if (more.FirstOrDefault() is { } bitsNode)
        {
            if (evaluator.Text(bitsNode, "the bits of Fn::Cidr", out instead) is not { } written)
            {
                return instead;
            }

            bitsText = written;
        }

        return int.TryParse(countText, out var count) && count is >= 1 and <= MostBlocks &&
            int.TryParse(bitsText, out var bits) && bits >= 1 && length - bits >= network.PrefixLength &&
            length - bits - network.PrefixLength is var room && (room >= 8 || count <= 1 << room)
            ? evaluator.Budget.MadeList(count) is { } problem ? evaluator.Wrong(origin, problem)
            : Nodes.Sequence(origin, Blocks(network, count, bits, length).Select(text => Nodes.Text(origin, text)))
            : evaluator.Wrong(origin, $"{Quoted.Text(block)} has no {Quoted.Plain(countText)} blocks of {Quoted.Plain(bitsText)} bits");
    }

    private static IEnumerable<string> Blocks(IPNetwork network, int count, int bits, int length)
    {
        var bytes = network.BaseAddress.GetAddressBytes();
        UInt128 first = length == 32 ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt128BigEndian(bytes);
        for (var block = 0; block < count; block++)
        {
            var address = first + ((UInt128)block << bits);
            var next = new byte[bytes.Length];
            if (length == 32)
            {
                BinaryPrimitives.WriteUInt32BigEndian(next, (uint)address);
            }
            else
            {
                BinaryPrimitives.WriteUInt128BigEndian(next, address);
            }

            yield return $"{new IPAddress(next)}/{length - bits}";
        }
    }
}
