# all-MiniLM-L6-v2 as TorchScript: BERT with 6 layers of 12 heads. The parameters are registered
# beside it; those of the layers have the layer as their first dimension. "mask" is False where a row
# has no token, and None where every row is full.
def forward(self, ids: Tensor, mask: Optional[Tensor]) -> Tensor:
    rows = ids.size(0)
    columns = ids.size(1)
    x = torch.embedding(self.word, ids) + self.position[:columns]
    x = torch.layer_norm(x, [384], self.norm_weight, self.norm_bias, 1e-12)
    if mask is not None:
        mask = mask.view(rows, 1, 1, columns)
    for i in range(6):
        heads = torch.linear(x, self.heads_weight[i], self.heads_bias[i])
        query, key, value = torch.unbind(heads.view(rows, columns, 3, 12, 32).transpose(1, 3), 2)
        context = torch.scaled_dot_product_attention(query, key, value, mask).transpose(1, 2)
        x = x + torch.linear(context.reshape(rows, columns, 384), self.output_weight[i], self.output_bias[i])
        x = torch.layer_norm(x, [384], self.attention_norm_weight[i], self.attention_norm_bias[i], 1e-12)
        inner = torch.gelu(torch.linear(x, self.up_weight[i], self.up_bias[i]))
        x = x + torch.linear(inner, self.down_weight[i], self.down_bias[i])
        x = torch.layer_norm(x, [384], self.layer_norm_weight[i], self.layer_norm_bias[i], 1e-12)
    return x
