"""Figure 9: the value network."""

from gallery import draw_network, options

chosen = options()
draw_network("figure09", chosen, chosen.net, ("人工智能企业簇群价值网络", "The value network"))
