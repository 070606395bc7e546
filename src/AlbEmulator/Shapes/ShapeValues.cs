using AlbEmulator.Documents;

namespace AlbEmulator.Shapes;

/// <summary>What a scalar says, read as its shape takes it.</summary>
internal static class ShapeValues
{
    public static bool TryText(this Node? node, Shape.Text shape, out string text) =>
        shape.TakesNumbers && node is Node.Scalar { Kind: ScalarKind.Number }
            ? node.TryAny(out text)
            : node.TryText(out text);
}
